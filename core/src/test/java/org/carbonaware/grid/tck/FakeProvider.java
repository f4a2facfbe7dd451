package org.carbonaware.grid.tck;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A provider on this machine that answers as told. Close it: that reports what went wrong in it.
 */
public final class FakeProvider implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

  /** Starts one that knows nothing. */
  public FakeProvider() {
    serve(question -> new MockResponse.Builder().code(404).build());
    server.setServerSocketFactory(new PromptSockets());
    try {
      server.start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Where it is. */
  public URI address() {
    return server.url("/").uri();
  }

  /** Answers every question from now on. */
  public void serve(Function<HttpUrl, MockResponse> answers) {
    serveRequests(request -> answers.apply(request.getUrl()));
  }

  /** Answers every question from now on, as its headers want it. */
  public void serveRequests(Function<RecordedRequest, MockResponse> answers) {
    server.setDispatcher(new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        try {
          return answers.apply(request);
        } catch (RuntimeException | Error e) { // on the server's thread no test would see it
          faults.add(e);
          return new MockResponse.Builder().code(500).build();
        }
      }
    });
  }

  /** Answers every question with this body and status 200. */
  public void serve(String body) {
    serve(question -> json(body).build());
  }

  /** A good answer. */
  public static MockResponse.Builder json(String body) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "application/json")
        .body(body);
  }

  /** How often it was asked. */
  public int questions() {
    return server.getRequestCount();
  }

  /** What it was asked since the last call. */
  public List<RecordedRequest> asked() {
    List<RecordedRequest> requests = new ArrayList<>();
    try {
      for (RecordedRequest request = server.takeRequest(0, TimeUnit.SECONDS);
          request != null;
          request = server.takeRequest(0, TimeUnit.SECONDS)) {
        requests.add(request);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return requests;
  }

  @Override
  public void close() {
    server.close();
    Throwable fault = faults.poll();
    if (fault != null) {
      faults.clear();
      throw new AssertionError("the fake provider could not answer: " + fault.getMessage(), fault);
    }
  }

  /** A body need not wait 40 ms until the other side has acknowledged the headers. */
  private static final class PromptSockets extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket accepted = super.accept();
          accepted.setTcpNoDelay(true);
          return accepted;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return createServerSocket(port, 0, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      return createServerSocket(port, backlog, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address)
        throws IOException {
      ServerSocket socket = createServerSocket();
      socket.bind(new InetSocketAddress(address, port), backlog);
      return socket;
    }
  }
}
