import { inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, row by row; without transparency alpha is 255. */
  readonly pixels: readonly (readonly number[])[];
}

/** Reads what the icons are: 8 bits a channel, RGB or RGBA, not interlaced. */
export function readPng(bytes: Uint8Array): Picture {
  const file = Buffer.from(bytes);
  if (file.toString('latin1', 1, 4) !== 'PNG') throw new Error('not a PNG');
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const [depth, colours, , , interlaced] = file.subarray(24, 29);
  const channels = colours === 6 ? 4 : 3;
  if (depth !== 8 || (colours !== 6 && colours !== 2) || interlaced !== 0) throw new Error('another kind of PNG');
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
    data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  const bare = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const pixels = Array.from({ length: width * height }, (_, index) => {
    const pixel = bare.slice(index * channels, (index + 1) * channels);
    return channels === 4 ? pixel : [...pixel, 255];
  });
  return { width, height, pixels };
}

/** A PNG stores each byte as what it differs from its neighbours, by a rule named before each row. */
function unfiltered(raw: Buffer, row: number, height: number, channels: number): readonly number[] {
  const bare: number[] = [];
  for (let y = 0; y < height; y += 1) {
    const rule = raw[y * (row + 1)];
    for (let x = 0; x < row; x += 1) {
      const left = x < channels ? 0 : (bare[y * row + x - channels] ?? 0);
      const above = y === 0 ? 0 : (bare[(y - 1) * row + x] ?? 0);
      const corner = y === 0 || x < channels ? 0 : (bare[(y - 1) * row + x - channels] ?? 0);
      const guesses = [0, left, above, (left + above) >> 1, nearest(left, above, corner)];
      bare.push(((raw[y * (row + 1) + 1 + x] ?? 0) + (guesses[rule ?? 0] ?? 0)) & 255);
    }
  }
  return bare;
}

function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
