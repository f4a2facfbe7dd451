package org.carbonaware;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.carbonaware.plan.Policies;
import org.carbonaware.plan.Policy;
import org.jspecify.annotations.NullMarked;

/** The picture of the design: data flows one way, and each package knows only those before it. */
@AnalyzeClasses(packages = "org.carbonaware", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "org.carbonaware.";

  /** What several packages keep their files with. */
  @ArchTest
  static final ArchRule filesKnowNobody = classes()
      .that()
      .resideInAPackage(ROOT + "files..")
      .should()
      .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", ROOT + "files.."));

  /** What several packages show text of others with. */
  @ArchTest
  static final ArchRule textKnowsNobody = classes()
      .that()
      .resideInAPackage(ROOT + "text..")
      .should()
      .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", ROOT + "text.."));

  /** Figures and their sources, for whoever counts. */
  @ArchTest
  static final ArchRule footprintKnowsNobody = classes()
      .that()
      .resideInAPackage(ROOT + "footprint..")
      .should()
      .onlyDependOnClassesThat(
          resideInAnyPackage("java..", "org.jspecify..", ROOT + "footprint.."));

  @ArchTest
  static final ArchRule gridKnowsNobody = knowsNothingOf(
      "grid",
      "forecast",
      "plan",
      "checkpoint",
      "energy",
      "control",
      "ledger",
      "report",
      "simulate",
      "config");

  @ArchTest
  static final ArchRule forecastKnowsTheGrid = knowsNothingOf(
      "forecast",
      "plan",
      "checkpoint",
      "energy",
      "control",
      "ledger",
      "report",
      "simulate",
      "config");

  @ArchTest
  static final ArchRule planKnowsGridAndForecast = knowsNothingOf(
      "plan", "checkpoint", "energy", "control", "ledger", "report", "simulate", "config");

  @ArchTest
  static final ArchRule checkpointsStandAlone = knowsNothingOf(
      "checkpoint",
      "grid",
      "forecast",
      "plan",
      "energy",
      "control",
      "ledger",
      "report",
      "simulate",
      "config");

  @ArchTest
  static final ArchRule metersStandAlone = knowsNothingOf(
      "energy",
      "grid",
      "forecast",
      "plan",
      "checkpoint",
      "control",
      "ledger",
      "report",
      "simulate",
      "config");

  @ArchTest
  static final ArchRule controlDoesNotKnowWhoListens =
      knowsNothingOf("control", "ledger", "report", "simulate", "config");

  /** Nothing but integrations, which are other modules, uses what integrations share. */
  @ArchTest
  static final ArchRule coreNeedsNoIntegration = noClasses()
      .that()
      .resideOutsideOfPackage(ROOT + "control.integration..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage(ROOT + "control.integration..");

  /** Of {@code plan} only the policies by name, for the proof that a resume is exact. */
  @ArchTest
  static final ArchRule integrationsShareControlAndCheckpoints = classes()
      .that()
      .resideInAPackage(ROOT + "control.integration..")
      .should()
      .onlyDependOnClassesThat(resideInAnyPackage(
              "java..", "org.jspecify..", "org.slf4j..", ROOT + "control..", ROOT + "checkpoint..")
          .or(assignableTo(Policy.class))
          .or(assignableTo(Policies.class)));

  @ArchTest
  static final ArchRule theLedgerDoesNotKnowItsReaders =
      knowsNothingOf("ledger", "report", "simulate", "config");

  @ArchTest
  static final ArchRule simulationNeedsNoTraining =
      knowsNothingOf("simulate", "checkpoint", "energy", "control", "ledger", "report", "config");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.carbonaware.(*)..").should().beFreeOfCycles();

  /**
   * A provider knows the grid's words, the registry of zones and the shared exchange, so that each
   * can be dropped alone. Documents may be traces.
   */
  @ArchTest
  static final ArchRule providersDoNotSeeOneAnother = slices()
      .matching(ROOT + "grid.(*)..")
      .should()
      .notDependOnEachOther()
      .ignoreDependency(alwaysTrue(), resideInAPackage(ROOT + "grid.http.."))
      .ignoreDependency(alwaysTrue(), resideInAPackage(ROOT + "grid.zones.."))
      .ignoreDependency(
          resideInAPackage(ROOT + "grid.document.."), resideInAPackage(ROOT + "grid.trace.."));

  @ArchTest
  static final ArchRule onlyTheExchangeKnowsTheHttpClient = noClasses()
      .that()
      .resideOutsideOfPackage(ROOT + "grid.http..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("okhttp3..", "okio..");

  @ArchTest
  static final ArchRule coreDependsOnNoFramework = noClasses()
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "ai.djl..");

  /** Times are injected; a default may name {@code InstantSource.system()} but not read it. */
  @ArchTest
  static final ArchRule onlyTheSystemClockReadsTheTime = noClasses()
      .that()
      .doNotHaveFullyQualifiedName(ROOT + "control.SystemClock")
      .should(callMethodWhere(
              target(nameMatching("now")).and(target(owner(resideInAPackage("java.time..")))))
          .or(callMethodWhere(target(nameMatching("system(UTC|DefaultZone)"))
              .and(target(owner(assignableTo(Clock.class))))))
          .or(callMethod(System.class, "currentTimeMillis"))
          .or(callMethod(System.class, "nanoTime"))
          .or(callMethodWhere(target(nameMatching("sleep"))
              .and(target(owner(assignableTo(Thread.class).or(assignableTo(TimeUnit.class))))))));

  @ArchTest
  static final ArchRule nothingIsPrinted = noClasses().should(ACCESS_STANDARD_STREAMS);

  /** The fluent logging API is missing in SLF4J 1.7, which users' frameworks may still bring. */
  @ArchTest
  static final ArchRule loggingIsWhatOldAndNewSlf4jShare =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.slf4j.spi..");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked = classes().should(resideInANullMarkedPackage());

  private static ArchRule knowsNothingOf(String name, String... others) {
    String[] packages = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      packages[i] = ROOT + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a @NullMarked package") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(
            item, marked, item.getPackageName() + " has no package-info with @NullMarked"));
      }
    };
  }
}
