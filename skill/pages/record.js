// Recording one question: from the microphone to a WAV file of 16 kHz, in this page's memory alone.

export const LONGEST = 15; // seconds; the server hears no more
const RATE = 16000;
const QUIET = 1.2; // seconds of silence after speech that end a question
const NOBODY = 7; // seconds without any speech that end it too
const LOUD = 0.008; // of full scale: what is softer is no speech, however silent the room is
const ABOVE = 3; // times the noise of the room
const RISE = 1.01; // by which that noise may grow in a fiftieth of a second

// Follows the level of what comes in, and says when whoever spoke has done.
export const follower = () => {
  let noise = 1;
  let passed = 0;
  let spoke = false;
  let quiet = 0;
  return (piece, seconds) => {
    const level = Math.sqrt(piece.reduce((sum, one) => sum + one * one, 0) / piece.length);
    noise = Math.max(Math.min(level, noise * RISE), 1e-4);
    passed += seconds;
    if (level > Math.max(LOUD, ABOVE * noise)) {
      spoke = true;
      quiet = 0;
    } else quiet += seconds;
    return passed >= LONGEST || (spoke ? quiet >= QUIET : passed >= NOBODY);
  };
};

// A WAV file of one channel, 16 bits a sample.
const wav = (wave, rate) => {
  const file = new DataView(new ArrayBuffer(44 + 2 * wave.length));
  const text = (at, letters) => [...letters].forEach((one, index) => file.setUint8(at + index, one.charCodeAt(0)));
  text(0, "RIFF");
  file.setUint32(4, 36 + 2 * wave.length, true);
  text(8, "WAVEfmt ");
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true); // PCM
  file.setUint16(22, 1, true);
  file.setUint32(24, rate, true);
  file.setUint32(28, 2 * rate, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  text(36, "data");
  file.setUint32(40, 2 * wave.length, true);
  wave.forEach((one, index) => {
    file.setInt16(44 + 2 * index, Math.round(Math.max(-1, Math.min(1, one)) * 32767), true);
  });
  return file.buffer;
};

const joined = (pieces) => {
  const wave = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    wave.set(piece, at);
    at += piece.length;
  }
  return wave;
};

// A browser resamples well when it decodes a file, and poorly, or not at all, elsewhere.
const resampled = async (wave, rate) => {
  if (rate === RATE) return wave;
  const decoder = new OfflineAudioContext(1, 1, RATE);
  return (await decoder.decodeAudioData(wav(wave, rate))).getChannelData(0);
};

// Records until whoever speaks has done, `stop` is called, or LONGEST seconds have passed. `started`
// is called once the microphone is on. `sound` is the file, null after `cancel`; it is rejected with the
// browser's own error when there is no microphone, or it may not be used.
export const record = (started) => {
  const pieces = [];
  let over; // ends the waiting below
  let cancelled = false;
  const ended = new Promise((done) => {
    over = done;
  });

  const listen = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
    const context = new AudioContext();
    try {
      if (cancelled) return null;
      await context.audioWorklet.addModule("/pages/microphone.js");
      await context.resume();
      const microphone = new AudioWorkletNode(context, "microphone", { numberOfOutputs: 0, channelCount: 1 });
      const done = follower();
      microphone.port.addEventListener("message", ({ data }) => {
        pieces.push(data);
        if (done(data, data.length / context.sampleRate)) over();
      });
      microphone.port.start();
      context.createMediaStreamSource(stream).connect(microphone);
      for (const track of stream.getTracks()) track.addEventListener("ended", over);
      started();
      await ended;
      if (cancelled) return null;
      const wave = await resampled(joined(pieces), context.sampleRate);
      return new Blob([wav(wave.subarray(0, LONGEST * RATE), RATE)], { type: "audio/wav" });
    } finally {
      for (const track of stream.getTracks()) track.stop();
      await context.close();
    }
  };

  return {
    sound: listen(),
    stop: () => over(),
    cancel: () => {
      cancelled = true;
      over();
    },
  };
};
