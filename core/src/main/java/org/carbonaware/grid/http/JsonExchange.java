package org.carbonaware.grid.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.carbonaware.grid.GridException;
import org.carbonaware.text.Printable;
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
  private static final int LONGEST_REASON = 200;

  private final String provider;
  private final HttpUrl base;
  private final OkHttpClient client;
  private final int maxBytes;
  private final InstantSource clock;
  private final Map<String, String> headers;
  private final Redaction redaction;

  private JsonExchange(
      String provider,
      HttpUrl base,
      OkHttpClient client,
      int maxBytes,
      InstantSource clock,
      Map<String, String> headers,
      Redaction redaction) {
    this.provider = provider;
    this.base = base;
    this.client = client;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.headers = headers;
    this.redaction = redaction;
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
    HttpUrl url = BaseAddress.open(provider, base);
    return new JsonExchange(
        provider,
        url,
        SingleTryClient.of(limits, url),
        limits.maxBytes(),
        clock,
        Map.of(),
        new Redaction(Map.of()));
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
    HttpUrl url = BaseAddress.secret(provider, base);
    return new JsonExchange(
        provider,
        url,
        SingleTryClient.of(limits, url),
        limits.maxBytes(),
        clock,
        Map.of(header, key.reveal()),
        key.redaction());
  }

  /**
   * An exchange that sends a user name and a password (HTTP Basic, RFC 7617) with every question,
   * such as the one for a token.
   *
   * @param provider the provider's name for messages
   * @param base the address that paths are appended to; HTTPS, or HTTP on this machine; without
   *     user, query and fragment
   * @param limits how long answers may take and how large they may be
   * @param clock tells the present, for answers that say when to ask again
   * @param credentials the user name and the password
   * @return the exchange
   * @throws GridException lasting, if the address cannot be used
   */
  public static JsonExchange withCredentials(
      String provider, URI base, HttpLimits limits, InstantSource clock, Credentials credentials) {
    HttpUrl url = BaseAddress.secret(provider, base);
    return new JsonExchange(
        provider,
        url,
        SingleTryClient.of(limits, url),
        limits.maxBytes(),
        clock,
        Map.of("Authorization", credentials.basic()),
        credentials.redaction());
  }

  /**
   * An exchange with the same provider, but with a token in place of what this one sends. Both take
   * the secrets of both out of every message.
   *
   * @param token what this exchange's credentials or key were given
   * @return an exchange that sends {@code Authorization: Bearer} and the token
   * @throws GridException lasting, if the base address is not fit for secrets
   */
  public JsonExchange bearing(ApiKey token) {
    redaction.hideToken(token.reveal());
    return new JsonExchange(
        provider,
        BaseAddress.secret(provider, base.uri()),
        client,
        maxBytes,
        clock,
        Map.of("Authorization", "Bearer " + token.reveal()),
        redaction);
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
    return ask(path, query, "application/json", null);
  }

  /**
   * Asks once for a document, of any format, that need not be sent again if it is still the same.
   *
   * @param path segments below the base address, unescaped
   * @param before the last good answer to the same question, or null
   * @return the answer, whatever its status; {@code before} itself if the document is the same
   * @throws GridException passing if there is no answer in time; lasting if it is too large
   */
  public HttpAnswer getIfChanged(List<String> path, @Nullable HttpAnswer before) {
    return ask(path, Map.of(), "application/json, text/csv, */*;q=0.5", before);
  }

  private HttpAnswer ask(
      List<String> path, Map<String, String> query, String accept, @Nullable HttpAnswer before) {
    HttpUrl.Builder url = base.newBuilder();
    path.forEach(url::addPathSegment);
    query.forEach(url::addQueryParameter);
    Request.Builder request = new Request.Builder()
        .url(url.build())
        .header("Accept", accept)
        .header("User-Agent", "carbon-aware-trainer");
    headers.forEach(request::header);
    if (before != null) {
      before.validators().ask(request);
    }
    String where = redaction.apply(provider + ": /" + String.join("/", path)
        + query.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""))
        + " at " + base.host());
    try (Response response = client.newCall(request.build()).execute()) {
      LOG.debug("{} answered {}", where, response.code());
      return before != null && response.code() == 304 ? before : read(response, where);
    } catch (GridException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof InterruptedException) { // OkHttp, being Kotlin, throws it undeclared
        Thread.currentThread().interrupt();
      }
      LOG.debug("{} did not answer", where);
      if (BoundedSockets.wasTooMuch(e)) {
        throw tooLarge(where);
      }
      // The exception's own text may name addresses, so it is kept out of the chain of causes.
      throw GridException.passing(where + because(e), null);
    }
  }

  private GridException tooLarge(String where) {
    return GridException.lasting(where + " sent more than " + maxBytes
        + " bytes; is the address right? Otherwise raise the limit");
  }

  private HttpAnswer read(Response response, String where) throws IOException {
    byte[] body;
    try (InputStream stream = response.body().byteStream()) {
      body = stream.readNBytes(maxBytes + 1);
    }
    if (body.length > maxBytes) {
      throw tooLarge(where);
    }
    String location = response.header("Location");
    HttpUrl target = location == null ? null : response.request().url().resolve(location);
    return new HttpAnswer(
        where,
        response.code(),
        body,
        target == null ? "" : redaction.apply(target.host()),
        RetryAfter.parse(response.header("Retry-After"), clock),
        Validators.of(response),
        redaction);
  }

  /** What went wrong, in one line: a server chooses some of the words. */
  private String because(Exception e) {
    String message = e.getMessage();
    String reason = e.getClass().getSimpleName()
        + (message == null || e instanceof EOFException // then it is a dump of bytes
            ? ""
            : " (" + Printable.words(redaction.apply(message), LONGEST_REASON) + ")");
    return e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException
        ? " did not prove to be it: " + reason
            + "; expected a certificate of its own that this Java trusts"
        : " did not answer: " + reason;
  }

  @Override
  public String toString() {
    return provider + " at " + base.host();
  }
}
