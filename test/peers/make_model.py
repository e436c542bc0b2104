"""Writes a llama of four small layers with random weights, and a tokenizer of some words, letters and all bytes.

It says nothing that makes sense, and each time the same. It never ends by itself: what is no word or letter gets no weight,
so an answer goes on to its cap, or to where a grammar ends it.
"""

import sys

import numpy as np
from gguf import GGUFWriter, TokenType

CONTEXT, WIDTH, LAYERS, HEADS, FEED = 4096, 256, 4, 4, 512
WORDS = "the a lamp light sea ship keeper house storm night wind wave stone tower rope glass song gull bell fog was lit at"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?'-▁"
# That an answer may hold reasoning is read off the template, and so are the marks around it.
TEMPLATE = """
{%- for message in messages -%}
  {%- if message.role == 'assistant' -%}
    {{- 'A: ' -}}
    {%- if message.reasoning_content -%}{{- '<think>' + message.reasoning_content + '</think>' -}}{%- endif -%}
    {{- message.content + '\n' -}}
  {%- else -%}
    {{- 'Q: ' + message.content + '\n' -}}
  {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- 'A: ' -}}{%- endif -%}
"""


def vocabulary():
    unspoken = [("<unk>", TokenType.UNKNOWN), ("<s>", TokenType.CONTROL), ("</s>", TokenType.CONTROL)]
    unspoken += [(f"<0x{byte:02X}>", TokenType.BYTE) for byte in range(256)]
    unspoken += [(mark, TokenType.USER_DEFINED) for mark in ("<think>", "</think>")]
    spoken = [(piece, TokenType.NORMAL) for piece in ["▁" + word for word in WORDS.split()] + list(LETTERS)]
    return unspoken, spoken


def add_tokenizer(writer, tokens):
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([text for text, _ in tokens])
    writer.add_token_scores([-float(place) for place in range(len(tokens))])
    writer.add_token_types([kind for _, kind in tokens])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(True)
    writer.add_chat_template(TEMPLATE)


def add_shape(writer, size):
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(size)


def add_weights(writer, unspoken_size, size):
    random = np.random.default_rng(1)

    def weights(*shape):
        return (random.standard_normal(shape) / np.sqrt(shape[-1])).astype(np.float32)

    output = weights(size, WIDTH)
    output[:unspoken_size] = 0
    writer.add_tensor("token_embd.weight", weights(size, WIDTH))
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    writer.add_tensor("output.weight", output)
    for layer in range(LAYERS):
        for part in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{part}.weight", np.ones(WIDTH, np.float32))
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"blk.{layer}.{part}.weight", weights(WIDTH, WIDTH))
        for part in ("ffn_gate", "ffn_up"):
            writer.add_tensor(f"blk.{layer}.{part}.weight", weights(FEED, WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_down.weight", weights(WIDTH, FEED))


def make_model(path):
    unspoken, spoken = vocabulary()
    tokens = unspoken + spoken
    writer = GGUFWriter(path, "llama")
    add_shape(writer, len(tokens))
    add_tokenizer(writer, tokens)
    add_weights(writer, len(unspoken), len(tokens))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    make_model(sys.argv[1])
