package org.carbonaware.grid.http;

import java.time.Duration;

/**
 * How long an answer may take and how large it may be.
 *
 * @param connect how long a connection may take, at least 1 ms
 * @param call how long a whole call may take, with the connection and the body, at least 1 ms
 * @param maxBytes the largest body, in bytes after decompression, from 1 to 64 MiB
 */
public record HttpLimits(Duration connect, Duration call, int maxBytes) {
  private static final int MOST_BYTES = 64 << 20;

  /** Checks the limits. */
  public HttpLimits {
    check("connect", connect);
    check("call", call);
    if (maxBytes < 1 || maxBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "maxBytes " + maxBytes + ": expected 1 to " + MOST_BYTES + " bytes");
    }
  }

  /**
   * 5 s for a connection, 20 s for a call, 4 MiB for a body.
   *
   * @return the default limits
   */
  public static HttpLimits ofDefaults() {
    return new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 4 << 20);
  }

  private static void check(String name, Duration duration) {
    if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          name + " " + duration + ": expected at least 1 ms and less than 24 days");
    }
  }
}
