package org.carbonaware.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;

/** Looks, in a training fed through a boundary, whether the thread that trains stands at it. */
final class ThreadWatch extends BaseTrainingListener {
  private final BatchBoundary boundary;
  private @Nullable Thread lastThread; // a thread that reads it late only looks once more

  ThreadWatch(BatchBoundary boundary) {
    this.boundary = boundary;
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    Thread thread = Thread.currentThread();
    if (thread != lastThread) {
      lastThread = thread;
      boundary.trainedBy(thread);
    }
  }
}
