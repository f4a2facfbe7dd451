package org.carbonaware.grid.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.carbonaware.grid.GridException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one provider over HTTP for JSON, once per call: no retries, no redirects, a limit on time
 * and size. A key travels in a header only, never over plain HTTP to another machine, and is taken
 * out of every message. Calls block until the answer is there or a limit is reached; an interrupt
 * ends them early. Safe for several threads.
 */
public final class JsonExchange {
  private static final Logger LOG = LoggerFactory.getLogger(JsonExchange.class);
  // One source asks rarely: a connection kept longer would only be found closed.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final String provider;
  private final HttpUrl base;
  private final OkHttpClient client;
  private final int maxBytes;
  private final InstantSource clock;
  private final @Nullable String keyHeader;
  private final @Nullable ApiKey key;

  private JsonExchange(
      String provider,
      HttpUrl base,
      HttpLimits limits,
      InstantSource clock,
      @Nullable String keyHeader,
      @Nullable ApiKey key) {
    this.provider = provider;
    this.base = base;
    this.maxBytes = limits.maxBytes();
    this.clock = clock;
    this.keyHeader = keyHeader;
    this.key = key;
    this.client = new OkHttpClient.Builder()
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

  /**
   * An exchange with a provider that wants no key.
   *
   * @param provider the provider's name for messages
   * @param base the address that paths are appended to; HTTP or HTTPS, without user, query and
   *     fragment
   * @param limits how long answers may take and how large they may be
   * @param clock tells the present, for answers that say when to ask again
   * @return the exchange
   * @throws GridException lasting, if the address cannot be used
   */
  public static JsonExchange keyless(
      String provider, URI base, HttpLimits limits, InstantSource clock) {
    return new JsonExchange(provider, address(provider, base), limits, clock, null, null);
  }

  /**
   * An exchange that sends a key in a header with every question.
   *
   * @param provider the provider's name for messages
   * @param base the address that paths are appended to; HTTPS, or HTTP on this machine; without
   *     user, query and fragment
   * @param limits how long answers may take and how large they may be
   * @param clock tells the present, for answers that say when to ask again
   * @param header the header's name
   * @param key the key
   * @return the exchange
   * @throws GridException lasting, if the address cannot be used
   */
  public static JsonExchange withKey(
      String provider,
      URI base,
      HttpLimits limits,
      InstantSource clock,
      String header,
      ApiKey key) {
    HttpUrl address = address(provider, base);
    boolean here = List.of("localhost", "127.0.0.1", "::1").contains(address.host());
    if (!address.isHttps() && !here) {
      throw GridException.lasting(provider + ": base address with host " + address.host()
          + " is plain HTTP, which would show the key to the network; expected https://");
    }
    return new JsonExchange(provider, address, limits, clock, header, key);
  }

  private static HttpUrl address(String provider, URI base) {
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

  /**
   * Asks once.
   *
   * @param path segments below the base address, unescaped
   * @param query parameters, unescaped; no secrets
   * @return the answer, whatever its status
   * @throws GridException passing if there is no answer in time; lasting if it is too large
   */
  public HttpAnswer get(List<String> path, Map<String, String> query) {
    HttpUrl.Builder url = base.newBuilder();
    path.forEach(url::addPathSegment);
    query.forEach(url::addQueryParameter);
    Request.Builder request = new Request.Builder()
        .url(url.build())
        .header("Accept", "application/json")
        .header("User-Agent", "carbon-aware-trainer");
    if (keyHeader != null && key != null) {
      request.header(keyHeader, key.reveal());
    }
    String where = redact(provider + ": /" + String.join("/", path)
        + (query.isEmpty() ? "" : "?" + query) + " at " + base.host());
    try (Response response = client.newCall(request.build()).execute()) {
      HttpAnswer answer = read(response, where);
      LOG.debug("{} answered {}", where, answer.status());
      return answer;
    } catch (GridException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof InterruptedException) { // OkHttp, being Kotlin, throws it undeclared
        Thread.currentThread().interrupt();
      }
      LOG.debug("{} did not answer", where);
      // The exception's own text may name addresses, so it is kept out of the chain of causes.
      throw GridException.passing(where + " did not answer: " + redact(reason(e)), null);
    }
  }

  private HttpAnswer read(Response response, String where) throws IOException {
    byte[] body;
    try (InputStream stream = response.body().byteStream()) {
      body = stream.readNBytes(maxBytes + 1);
    }
    if (body.length > maxBytes) {
      throw GridException.lasting(where + " sent more than " + maxBytes
          + " bytes; is the address right? Otherwise raise the limit");
    }
    String location = response.header("Location");
    HttpUrl target = location == null ? null : response.request().url().resolve(location);
    return new HttpAnswer(
        where,
        response.code(),
        body,
        target == null ? "" : redact(target.host()),
        RetryAfter.parse(response.header("Retry-After"), clock),
        this::redact);
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
  }

  private String redact(String text) {
    return key == null ? text : key.redact(text);
  }

  /** OkHttp itself repeats a 503 that says "Retry-After: 0"; to us it means the same unsaid. */
  private static Response askOnce(Response response) {
    return response.code() == 503 && "0".equals(response.header("Retry-After"))
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  @Override
  public String toString() {
    return provider + " at " + base.host();
  }
}
