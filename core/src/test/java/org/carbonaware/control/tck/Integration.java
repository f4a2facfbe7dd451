package org.carbonaware.control.tck;

import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.CarbonController;

/**
 * A framework's integration as {@link IntegrationContract} sees it: one small training that can be
 * started in the ways a user has.
 *
 * <p>The training has {@link IntegrationContract#BATCHES} batches per epoch, is the same at each
 * start (same model, same seed, same data), and is one that is not easily resumed: with an
 * optimizer that has a state, with random numbers drawn while it trains (dropout), and with data
 * whose order changes from epoch to epoch.
 */
public interface Integration {
  /** What a training may have besides. */
  enum Trait {
    /** Each epoch is followed by a validation on some batches, as the framework's users do it. */
    VALIDATED,
    /** The user loops over the batches, instead of calling the integration's {@code fit}. */
    OWN_LOOP,
    /** A model of another shape. */
    ANOTHER_MODEL,
    /** The listener of {@link Integration#listen} is attached to the same training as well. */
    LISTENER_AS_WELL,
    /** The listener of {@link Integration#listen} is attached twice, the same object. */
    LISTENER_TWICE,
    /** Two listeners of {@link Integration#listen} are attached, with the same controller. */
    TWO_LISTENERS
  }

  /**
   * The integration's name in the report.
   *
   * @return letters and digits, such as {@code DL4J}
   */
  String name();

  /**
   * The rows that can't exist in this framework.
   *
   * @return by the row's method name, why; a sentence without a full stop
   */
  default Map<String, String> cantExist() {
    return Map.of();
  }

  /**
   * Starts the training in full: on the controller's checkpoint if there is one, saved exactly.
   *
   * @param controller the controller
   * @param traits what it has besides
   * @return the training, which has not trained yet
   * @throws CheckpointException if the checkpoint is of another model
   */
  Training start(CarbonController controller, Set<Trait> traits);

  /**
   * Starts the training from its beginning with nothing but the listener attached, the one line.
   *
   * @param controller the controller
   * @param traits what it has besides
   * @return the training, which has not trained yet
   */
  Training listen(CarbonController controller, Set<Trait> traits);

  /** One training in one process; used by one thread. */
  interface Training extends AutoCloseable {
    /**
     * Trains until a number of epochs is done in all. A training that only has the listener may be
     * asked again, for more epochs.
     *
     * @param epochs the epochs of the whole run
     * @param onUpdate told of each update, on the training thread, when the batch can't be undone
     *     and before it reaches its safe point: the updates of the whole run, this one included.
     *     What it throws is thrown inside the training
     */
    void train(int epochs, LongConsumer onUpdate);

    /**
     * All that has to be the same in two trainings that are the same: parameters, optimizer state,
     * counters, random state. No losses. Called on the thread that trained.
     *
     * @return the state
     */
    TrainingFingerprint fingerprint();

    /**
     * Lets the data call somebody; before {@link #train}.
     *
     * @param hook told of each batch as it is read, before it is handed out: its number in this
     *     process, from 1. What it throws is thrown by the data
     */
    void onRead(LongConsumer hook);

    /**
     * Adds a listener behind all others; before {@link #train}.
     *
     * @param hook told of each update: its number in this process, from 1. What it throws is thrown
     *     inside the training
     */
    void onUpdateBehind(LongConsumer hook);

    /**
     * Makes all parameters NaN, as a gradient without bounds does; on the training thread, as an
     * update is told of.
     */
    void diverge();

    /** Takes the listener off the training, as a user may do without meaning to. */
    default void dropListener() {
      throw new UnsupportedOperationException("say in cantExist() why no listener can be dropped");
    }

    /** Lets go of what the framework holds. */
    @Override
    default void close() {}
  }
}
