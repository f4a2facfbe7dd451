package org.carbonaware.control.tck;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Writes what became of each row of the kit to {@code target/integration-kit/NAME.txt}, one line a
 * row, and spares an integration the rows that it says can't exist.
 */
final class IntegrationReport
    implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {
  private final Map<String, String> rows = new TreeMap<>();

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Integration integration = integration(context);
    Files.deleteIfExists(file(integration));
    Set<String> unknown = new HashSet<>(integration.cantExist().keySet());
    for (Method method : IntegrationContract.class.getMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        unknown.remove(method.getName());
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("the kit has no rows " + unknown);
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    String method = invocationContext.getExecutable().getName();
    String why = integration(context).cantExist().get(method);
    if (why != null) {
      rows.put(words(method), "can't exist here: " + why);
      invocation.skip();
      return;
    }
    rows.put(words(method), "FAILS");
    invocation.proceed();
    rows.put(words(method), "passes");
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    List<String> lines = new ArrayList<>();
    rows.forEach((row, result) -> lines.add(row + ": " + result));
    Path file = file(integration(context));
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  private static Integration integration(ExtensionContext context) {
    return ((IntegrationContract) context.getRequiredTestInstance()).integration();
  }

  private static Path file(Integration integration) {
    return Path.of("target", "integration-kit", integration.name() + ".txt");
  }

  /** The method's name as a sentence. */
  private static String words(String method) {
    return method.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).replace("cant", "can't");
  }
}
