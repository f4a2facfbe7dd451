package org.carbonaware.control;

/**
 * Is told what happens in a run. Called on the control thread, in the order things happened, never
 * on a training thread; may block for a while. An exception is logged and does not disturb the run.
 */
@FunctionalInterface
public interface ControllerListener {
  /**
   * Something happened.
   *
   * @param event what
   */
  void onEvent(ControllerEvent event);

  /** Called once after the last event. */
  default void onClose() {}
}
