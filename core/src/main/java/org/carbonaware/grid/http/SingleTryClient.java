package org.carbonaware.grid.http;

import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * The HTTP client as providers need it: one try per call, no redirects, limits on time and size.
 */
final class SingleTryClient {
  // One source asks rarely: a connection kept longer would only be found closed.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private static final Pattern AT_ONCE = Pattern.compile("0+");

  /** For headers, small chunks and TLS; a body within its limit is cut off by none of them. */
  private static final long MOST_BESIDE_A_BODY = 1 << 20;

  private SingleTryClient() {}

  /** A client that asks one server. */
  static OkHttpClient of(HttpLimits limits, HttpUrl server) {
    // A proxy would be this machine's neighbour, and be shown what is for this machine.
    boolean direct = BaseAddress.isThisMachine(server);
    return singleTry(2L * limits.maxBytes() + MOST_BESIDE_A_BODY, direct)
        .connectTimeout(limits.connect())
        .readTimeout(limits.call())
        .writeTimeout(limits.call())
        .callTimeout(limits.call())
        .connectionPool(new ConnectionPool(1, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
        .build();
  }

  /**
   * One try, no redirects; limits of time are left to set.
   *
   * @param most the bytes that may come in for an answer, all in all
   * @param direct whether no proxy of the machine comes between
   */
  static OkHttpClient.Builder singleTry(long most, boolean direct) {
    BoundedSockets sockets = new BoundedSockets(most, direct);
    OkHttpClient.Builder client = new OkHttpClient.Builder()
        // The sockets count for one question at a time, as HTTP/1.1 has it; no provider needs more.
        .protocols(List.of(Protocol.HTTP_1_1))
        .socketFactory(sockets)
        .followRedirects(false) // other hosts would be sent the key
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .addNetworkInterceptor(sockets)
        .addNetworkInterceptor(chain -> askOnce(chain.proceed(chain.request())));
    return direct ? client.proxy(Proxy.NO_PROXY) : client;
  }

  /** OkHttp itself repeats a 503 that says "Retry-After: 0"; to us it means the same unsaid. */
  private static Response askOnce(Response response) {
    String wait = response.header("Retry-After");
    return response.code() == 503 && wait != null && AT_ONCE.matcher(wait).matches()
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }
}
