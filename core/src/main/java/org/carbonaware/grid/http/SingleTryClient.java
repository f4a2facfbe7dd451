package org.carbonaware.grid.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** The HTTP client as providers need it: one try per call, no redirects, limits on time. */
final class SingleTryClient {
  // One source asks rarely: a connection kept longer would only be found closed.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private SingleTryClient() {}

  static OkHttpClient of(HttpLimits limits) {
    return new OkHttpClient.Builder()
        .connectTimeout(limits.connect())
        .readTimeout(limits.call())
        .writeTimeout(limits.call())
        .callTimeout(limits.call())
        .followRedirects(false) // other hosts would be sent the key
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .addNetworkInterceptor(chain -> askOnce(chain.proceed(chain.request())))
        .connectionPool(new ConnectionPool(1, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
        .build();
  }

  /** OkHttp itself repeats a 503 that says "Retry-After: 0"; to us it means the same unsaid. */
  private static Response askOnce(Response response) {
    return response.code() == 503 && "0".equals(response.header("Retry-After"))
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }
}
