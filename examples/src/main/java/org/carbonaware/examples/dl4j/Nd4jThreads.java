package org.carbonaware.examples.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** How many threads ND4J calculates with on the CPU: a setting of the whole process. */
public final class Nd4jThreads {
  private Nd4jThreads() {}

  /**
   * Makes ND4J calculate on the calling thread alone; call it on the thread that trains, before
   * building a model. Sums are then added up in the same order however many cores the machine has,
   * and matrices as small as those of {@link DigitsModel} are faster without threads waiting for
   * each other, above all on a busy machine. Meant for the CPU.
   */
  public static void useOne() {
    Nd4j.factory().blas().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    // OpenMP has a number of its own for each thread, which the settings above leave as it is.
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }
}
