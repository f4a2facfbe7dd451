package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * CRC-32 and CRC-32C of the same bytes: together as strong as one CRC of 64 bits, and as fast as
 * memory, which SHA-256 is not.
 */
final class Crcs {
  private static final int BUFFER_BYTES = 1 << 16;

  private final CRC32 crc32 = new CRC32();
  private final CRC32C crc32c = new CRC32C();

  void update(byte[] bytes, int offset, int length) {
    crc32.update(bytes, offset, length);
    crc32c.update(bytes, offset, length);
  }

  /** Those of a stream to its end. */
  static String of(InputStream in) throws IOException {
    Crcs crcs = new Crcs();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      crcs.update(buffer, 0, read);
    }
    return crcs.toString();
  }

  /** The two, 8 lower-case hexadecimal digits each. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits((int) crc32.getValue()) + hex.toHexDigits((int) crc32c.getValue());
  }
}
