// Watches the frames of an AWS event stream go by: the SDK believes each length that it is told, up to 4 GiB, and sets so
// much memory aside before a byte of it has come.

// More than is kept of any response, so that such a frame could never be whole.
const MAX_FRAME_BYTES = 4 * 1024 * 1024;
const LENGTH_BYTES = 4;

/** Is shown a stream piece by piece. @throws Error at a frame that says it is longer than any answer */
export function createFrameGuard(): (piece: Uint8Array) => void {
  const length = new DataView(new ArrayBuffer(LENGTH_BYTES));
  let lengthBytes = 0;
  let bytesLeft = 0;
  return (piece) => {
    let at = 0;
    while (at < piece.byteLength) {
      if (bytesLeft > 0) {
        const passed = Math.min(bytesLeft, piece.byteLength - at);
        bytesLeft -= passed;
        at += passed;
        continue;
      }
      length.setUint8(lengthBytes++, piece[at++] ?? 0);
      if (lengthBytes < LENGTH_BYTES) continue;
      const frameBytes = length.getUint32(0);
      if (frameBytes > MAX_FRAME_BYTES) throw new Error(`a frame of ${frameBytes} bytes is longer than any answer`);
      lengthBytes = 0;
      bytesLeft = Math.max(0, frameBytes - LENGTH_BYTES);
    }
  };
}
