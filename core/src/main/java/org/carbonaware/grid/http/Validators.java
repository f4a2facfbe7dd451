package org.carbonaware.grid.http;

import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What a server says to recognise an answer by, so that it need not be sent again (RFC 9110,
 * section 8.8).
 *
 * @param tag the {@code ETag}, or null
 * @param modified the {@code Last-Modified} date, or null
 */
record Validators(@Nullable String tag, @Nullable String modified) {
  static Validators of(Response response) {
    return new Validators(
        printable(response.header("ETag")), printable(response.header("Last-Modified")));
  }

  /** What a request header may hold; a server may have sent anything. */
  private static @Nullable String printable(@Nullable String header) {
    return header != null && header.matches("[\\x20-\\x7e]{1,500}") ? header : null;
  }

  void ask(Request.Builder request) {
    if (tag != null) {
      request.header("If-None-Match", tag);
    }
    if (modified != null) {
      request.header("If-Modified-Since", modified);
    }
  }
}
