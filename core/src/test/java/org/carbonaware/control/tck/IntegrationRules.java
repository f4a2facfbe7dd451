package org.carbonaware.control.tck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An integration translates between its framework and core, and brings nothing else in. */
public abstract class IntegrationRules {
  private static final List<String> ALWAYS =
      List.of("java..", "org.carbonaware..", "org.slf4j..", "org.jspecify..");

  private final JavaClasses product;
  private final List<String> allowed = new ArrayList<>(ALWAYS);

  /**
   * The rules for one integration.
   *
   * @param integration its package
   * @param framework the framework's packages, as ArchUnit names them
   */
  protected IntegrationRules(String integration, String... framework) {
    product = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(integration);
    allowed.addAll(List.of(framework));
  }

  /** Nothing but core, its framework and the log. */
  @Test
  public void dependsOnCoreAndItsFrameworkOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(new String[0]))
        .check(product);
  }

  /** No clock of its own. */
  @Test
  public void takesItsTimeFromTheController() {
    noClasses()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .check(product);
  }

  /** Neither to a standard stream nor through the JDK's logging. */
  @Test
  public void printsNothing() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(product);
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(product);
  }

  /** A checkpoint is never Java serialization. */
  @Test
  public void readsNoJavaObjectsFromStreams() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .check(product);
  }
}
