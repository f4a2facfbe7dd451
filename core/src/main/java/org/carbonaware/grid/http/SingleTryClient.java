package org.carbonaware.grid.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** The HTTP client as providers need it: one try per call, no redirects, limits on time. */
final class SingleTryClient {
  // One source asks rarely: a connection kept longer would only be found closed.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private static final Pattern AT_ONCE = Pattern.compile("0+");

  private SingleTryClient() {}

  static OkHttpClient of(HttpLimits limits) {
    return singleTry()
        .connectTimeout(limits.connect())
        .readTimeout(limits.call())
        .writeTimeout(limits.call())
        .callTimeout(limits.call())
        .connectionPool(new ConnectionPool(1, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
        .build();
  }

  /** One try, no redirects; limits are left to set. */
  static OkHttpClient.Builder singleTry() {
    return new OkHttpClient.Builder()
        .followRedirects(false) // other hosts would be sent the key
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .addNetworkInterceptor(chain -> askOnce(chain.proceed(chain.request())));
  }

  /** OkHttp itself repeats a 503 that says "Retry-After: 0"; to us it means the same unsaid. */
  private static Response askOnce(Response response) {
    String wait = response.header("Retry-After");
    return response.code() == 503 && wait != null && AT_ONCE.matcher(wait).matches()
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }
}
