package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carbonaware.footprint.Boundary;

/**
 * What a builder is told of the run itself: how much work it is and by when, and, for its record
 * and reports, what is trained, where, and what is counted.
 *
 * @param <S> the builder
 */
abstract sealed class RunDescription<S extends RunDescription<S>> permits CarbonControllerBuilder {
  final ControllerSettings settings = new ControllerSettings();

  /** The builder itself, as every method returns it. */
  abstract S self();

  /**
   * When the training must have finished, counted from when the run first began (a resumed run
   * keeps its deadline). This or {@link #deadline(Instant)} is required.
   *
   * @param afterStart such as 24 hours, above 0
   * @return this
   */
  public S deadline(Duration afterStart) {
    settings.deadline = new Deadline.After(afterStart);
    settings.deadlineSet = !afterStart.isNegative() && !afterStart.isZero();
    return self();
  }

  /**
   * When the training must have finished.
   *
   * @param moment the deadline
   * @return this
   */
  public S deadline(Instant moment) {
    settings.deadline = new Deadline.At(moment);
    settings.deadlineSet = true;
    return self();
  }

  /**
   * The work: how many epochs the whole run trains. One of epochs, batches and expected work is
   * required; with epochs, nothing is paused before the first epoch has been counted, unless
   * {@link #expectedWork} is given too.
   *
   * @param count at least 1
   * @return this
   */
  public S epochs(long count) {
    settings.work = new Work(count, settings.work.batches(), settings.work.runningTime());
    return self();
  }

  /**
   * The work: how many batches the whole run trains. Goes before {@link #epochs}.
   *
   * @param count at least 1
   * @return this
   */
  public S batches(long count) {
    settings.work = new Work(settings.work.epochs(), count, settings.work.runningTime());
    return self();
  }

  /**
   * The work: how long the whole run takes without pauses, as far as you know. Used until the speed
   * is measured, and to refuse at the start what can't meet its deadline.
   *
   * @param runningTime above 0
   * @return this
   */
  public S expectedWork(Duration runningTime) {
    settings.work =
        new Work(settings.work.epochs(), settings.work.batches(), Optional.of(runningTime));
    return self();
  }

  /**
   * The project or experiment the run belongs to, for its record and reports. Default: none.
   *
   * @param name a name
   * @return this
   */
  public S project(String name) {
    settings.project = Optional.of(name);
    return self();
  }

  /**
   * What is trained, for the run's record and reports, where you know better than the integration:
   * what is said here counts more than what the framework tells. Default: nothing.
   *
   * @param facts what is known; a later call counts more
   * @return this
   */
  public S training(TrainingFacts facts) {
    settings.training = facts.or(settings.training);
    return self();
  }

  /**
   * The model's name, for the run's record and reports. Default: what the framework calls it.
   *
   * @param name such as {@code digits-cnn}
   * @return this
   */
  public S model(String name) {
    return training(TrainingFacts.UNKNOWN.withModel(name));
  }

  /**
   * What the model is for, for the run's record and reports. Default: unknown.
   *
   * @param name such as {@code imageClassification}
   * @return this
   */
  public S task(String name) {
    return training(TrainingFacts.UNKNOWN.withTask(name));
  }

  /**
   * Where the computer stands, for the run's record and reports: nothing looks that up. Default:
   * unknown, and reports name the grid zone's country only.
   *
   * @param latitude degrees north, -90 to 90
   * @param longitude degrees east, -180 to 180
   * @return this
   */
  public S coordinates(double latitude, double longitude) {
    settings.coordinates = new double[] {latitude, longitude};
    return self();
  }

  /**
   * The cloud that rents the computer out, for the run's record and reports: nothing looks that up.
   * Default: unknown, which reports take for no cloud.
   *
   * @param provider such as {@code aws}
   * @param region the cloud's name for the region, such as {@code eu-central-1}
   * @return this
   */
  public S cloud(String provider, String region) {
    settings.cloudProvider = Optional.of(provider);
    settings.cloudRegion = Optional.of(region);
    return self();
  }

  /**
   * What is counted besides the computer's energy: the facility (PUE, water), what the electricity
   * was bought as, what making the hardware emitted. Default: a PUE of 1, bought from the grid, and
   * the hardware looked up by the names of the devices that are metered. What is given here of the
   * hardware also counts in decisions, for the time a paused training keeps it; what is looked up
   * is only reported.
   *
   * @param counted the boundary
   * @return this
   */
  public S boundary(Boundary counted) {
    settings.boundary = counted;
    return self();
  }
}
