package org.carbonaware.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.examples.training.Architecture;
import org.carbonaware.grid.Basis;

/** What the user asked for; what is left open is chosen by {@link DemoPlanner}. */
record DemoWishes(
    FrameworkChoice framework,
    Architecture model,
    Optional<Path> data,
    Optional<Integer> epochs,
    Optional<Duration> deadline,
    PolicyChoice policy,
    Optional<Path> trace,
    String zone,
    Basis basis,
    Optional<Instant> start,
    double hoursPerSecond,
    long seed) {}
