package org.carbonaware.grid.http;

import java.net.URI;
import java.util.List;
import okhttp3.HttpUrl;
import org.carbonaware.grid.GridException;

/** Checks addresses that paths are appended to. */
final class BaseAddress {
  private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "::1");

  private BaseAddress() {}

  /** HTTP or HTTPS, without user, query and fragment; otherwise a lasting failure. */
  static HttpUrl open(String provider, URI base) {
    HttpUrl url = HttpUrl.get(base);
    if (url == null) {
      throw GridException.lasting(provider + ": base address has scheme " + base.getScheme()
          + " and host " + base.getHost() + "; expected http:// or https:// and a host");
    }
    if (!url.username().isEmpty() || url.query() != null || url.fragment() != null) {
      throw GridException.lasting(provider + ": base address on " + url.host()
          + " has a user, a query or a fragment; expected scheme, host, port and path only");
    }
    return url;
  }

  /** Also fit for secrets: HTTPS, or HTTP on this machine; otherwise a lasting failure. */
  static HttpUrl secret(String provider, URI base) {
    HttpUrl url = open(provider, base);
    if (!url.isHttps() && !isThisMachine(url)) {
      throw GridException.lasting(provider + ": base address with host " + url.host()
          + " is plain HTTP, which would show the key to the network; expected https://");
    }
    return url;
  }

  /** Whether questions stay on this machine. */
  static boolean isThisMachine(HttpUrl url) {
    return THIS_MACHINE.contains(url.host());
  }
}
