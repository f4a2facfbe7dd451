package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts and digests what passes. Closing it does not close what is below. */
final class DigestingOutputStream extends OutputStream {
  private final OutputStream out;
  private final MessageDigest digest = Sha256.digest();
  private long bytes;

  DigestingOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    out.write(buffer, offset, length);
    digest.update(buffer, offset, length);
    bytes += length;
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }

  long bytes() {
    return bytes;
  }

  /** The digest of all that passed; starts a new one. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
