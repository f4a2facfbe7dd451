package org.carbonaware.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes bytes as faulty disks, editors and enemies do; the same seed gives the same changes. */
final class Mutations {
  private static final List<String> NASTY = List.of(
      "NaN",
      "-1",
      "1e308",
      "1e999",
      "9223372036854775808",
      "null",
      "{}",
      "[]",
      "[[[[[[[[",
      "\"\"",
      "\0",
      "\uFEFF",
      "\n",
      "\r",
      ",",
      ",,,,,",
      "\"",
      "\\",
      "\u202E",
      "9999-12-31T23:59:59Z",
      "-999999999-01-01T00:00Z",
      "2024-02-30T00:00Z",
      "true",
      "&a *a",
      "!!java.net.URL",
      "../../etc/passwd");

  private final SplittableRandom random;

  Mutations(long seed) {
    random = new SplittableRandom(seed);
  }

  byte[] of(byte[] sound) {
    byte[] changed = sound;
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      changed = once(changed);
    }
    return changed;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(40));
    return switch (random.nextInt(6)) {
      case 0 -> flipped(bytes, at);
      case 1 -> spliced(bytes, at, end, new byte[0]);
      case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> spliced(bytes, at, at, nasty());
      default -> spliced(bytes, at, end, nasty());
    };
  }

  private byte[] nasty() {
    return NASTY.get(random.nextInt(NASTY.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    if (at < changed.length) {
      changed[at] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
    byte[] joined = Arrays.copyOf(bytes, from + between.length + bytes.length - to);
    System.arraycopy(between, 0, joined, from, between.length);
    System.arraycopy(bytes, to, joined, from + between.length, bytes.length - to);
    return joined;
  }
}
