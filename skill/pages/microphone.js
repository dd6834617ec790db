// Runs in the browser's thread for sound: hands on what the microphone gives, a fiftieth of a second
// at a time.

const PIECES = 50; // a second

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.begin();
  }

  begin() {
    this.piece = new Float32Array(Math.round(sampleRate / PIECES));
    this.filled = 0;
  }

  process([input]) {
    for (let rest = input[0] ?? []; rest.length; ) {
      const part = rest.subarray(0, this.piece.length - this.filled);
      this.piece.set(part, this.filled);
      this.filled += part.length;
      rest = rest.subarray(part.length);
      if (this.filled === this.piece.length) {
        this.port.postMessage(this.piece, [this.piece.buffer]);
        this.begin();
      }
    }
    return true;
  }
}

registerProcessor("microphone", Microphone);
