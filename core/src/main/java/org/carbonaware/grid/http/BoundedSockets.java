package org.carbonaware.grid.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that take in so many bytes for an answer and no more, whatever they stand for: OkHttp
 * keeps a line that does not end, such as the extension of a chunk or the name in a gzip header, in
 * memory as it comes. Safe for several threads.
 */
final class BoundedSockets extends SocketFactory implements Interceptor {
  private final long most;
  private final boolean direct;
  private final Map<SocketAddress, AtomicLong> allowances = new ConcurrentHashMap<>();

  /**
   * @param most the bytes of an answer, with its headers and, over TLS, its records
   * @param direct whether no SOCKS proxy of the machine comes between
   */
  BoundedSockets(long most, boolean direct) {
    this.most = most;
    this.direct = direct;
  }

  /** Each question has the whole allowance, also on a connection that was used before. */
  @Override
  public Response intercept(Chain chain) throws IOException {
    Connection connection = chain.connection();
    // Over TLS it is another socket, of the same address.
    SocketAddress local = connection == null ? null : connection.socket().getLocalSocketAddress();
    AtomicLong allowance = local == null ? null : allowances.get(local);
    if (allowance != null) {
      allowance.set(most);
    }
    return chain.proceed(chain.request());
  }

  /** Whether a question failed because there was more. */
  static boolean wasTooMuch(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooMuchException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Socket createSocket() {
    return direct ? new Bounded(Proxy.NO_PROXY) : new Bounded();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw unused();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw unused();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw unused();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("OkHttp connects its sockets itself");
  }

  private static final class TooMuchException extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuchException(long most) {
      super("more than " + most + " bytes");
    }
  }

  private final class Bounded extends Socket {
    private final AtomicLong allowance = new AtomicLong(most);
    private @Nullable SocketAddress known;

    Bounded() {}

    Bounded(Proxy proxy) {
      super(proxy);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(endpoint, timeout);
      known = getLocalSocketAddress();
      allowances.put(known, allowance);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          int value = super.read();
          spend(value < 0 ? 0 : 1);
          return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int count = super.read(buffer, offset, length);
          spend(count);
          return count;
        }

        @Override
        public long skip(long count) throws IOException {
          long skipped = super.skip(count);
          spend(skipped);
          return skipped;
        }
      };
    }

    private void spend(long count) throws IOException {
      if (count > 0 && allowance.addAndGet(-count) < 0) {
        throw new TooMuchException(most);
      }
    }

    @Override
    public synchronized void close() throws IOException {
      if (known != null) {
        allowances.remove(known, allowance);
      }
      super.close();
    }
  }
}
