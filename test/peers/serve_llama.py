"""The HTTP server of llama.cpp, as the package xllamacpp brings it, with a model made on the spot.

Arguments: the model's file, the port, the key. It ends when its standard input does, so that it never stays behind.
"""

import sys

import xllamacpp
from make_model import make_model

SLOTS, CONTEXT = 4, 2048

model, port, key = sys.argv[1:]
make_model(model)
settings = xllamacpp.CommonParams()
settings.model.path = model
settings.model_alias = ["tiny"]
settings.hostnames = ["127.0.0.1"]
settings.port = int(port)
settings.api_keys = [key]
settings.n_parallel = SLOTS
settings.n_ctx = SLOTS * CONTEXT
# the same question gets the same answer, whoever asked before
settings.cache_prompt = False
# it shares the machine with the instrument that measures it
settings.cpuparams.n_threads = 1
server = xllamacpp.Server(settings)
sys.stdin.read()
