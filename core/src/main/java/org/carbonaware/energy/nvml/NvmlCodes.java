package org.carbonaware.energy.nvml;

/** What the management library's return codes mean, and what to do about them. */
final class NvmlCodes {
  static final int OK = 0;
  static final int UNINITIALIZED = 1;
  static final int INVALID_ARGUMENT = 2;
  static final int NOT_SUPPORTED = 3;
  static final int NO_PERMISSION = 4;
  static final int NOT_FOUND = 6;
  static final int INSUFFICIENT_SIZE = 7;
  static final int DRIVER_NOT_LOADED = 9;
  static final int TIMEOUT = 10;
  static final int LIBRARY_NOT_FOUND = 12;
  static final int FUNCTION_NOT_FOUND = 13;
  static final int GPU_IS_LOST = 15;
  static final int RESET_REQUIRED = 16;
  static final int OPERATING_SYSTEM = 17;
  static final int VERSION_MISMATCH = 18;
  static final int NO_DATA = 21;
  static final int UNKNOWN = 999;

  private NvmlCodes() {}

  /** Whether asking again will not help. */
  static boolean isForGood(int code) {
    return code == NOT_SUPPORTED || code == NO_PERMISSION || code == FUNCTION_NOT_FOUND;
  }

  /** Whether the handle of the GPU may have gone stale, so that a new one may help. */
  static boolean isOfTheHandle(int code) {
    return code == UNINITIALIZED || code == INVALID_ARGUMENT || code == GPU_IS_LOST;
  }

  /** The code in a few words, for the middle of a sentence. */
  static String words(int code) {
    return switch (code) {
      case OK -> "success";
      case UNINITIALIZED -> "the driver was unloaded";
      case NOT_SUPPORTED -> "not supported";
      case NO_PERMISSION -> "no permission";
      case NOT_FOUND -> "not found";
      case DRIVER_NOT_LOADED -> "the driver is not loaded";
      case TIMEOUT -> "timeout";
      case LIBRARY_NOT_FOUND -> "a part of the driver is not found";
      case FUNCTION_NOT_FOUND -> "the driver is too old";
      case GPU_IS_LOST -> "the GPU is lost";
      case RESET_REQUIRED -> "the GPU needs a reset";
      case OPERATING_SYSTEM -> "blocked by the operating system";
      case VERSION_MISMATCH -> "driver and library are of different versions";
      case NO_DATA -> "no data";
      case UNKNOWN -> "unknown error";
      default -> "error " + code;
    };
  }

  /** What to do when initialising answers this code. */
  static String advice(int code) {
    return switch (code) {
      case NO_PERMISSION -> "let this user read and write /dev/nvidiactl and /dev/nvidia0";
      case DRIVER_NOT_LOADED ->
        "load it (modprobe nvidia), or start the container with its GPUs (--gpus all)";
      case LIBRARY_NOT_FOUND ->
        "install the driver anew, or give the container all of it (NVIDIA_DRIVER_CAPABILITIES=all)";
      case GPU_IS_LOST, RESET_REQUIRED ->
        "the kernel's log says why (dmesg, Xid); reset the GPU or start the computer anew";
      case OPERATING_SYSTEM -> "give the container or job access to /dev/nvidia* (device cgroup)";
      case VERSION_MISMATCH ->
        "the driver was updated while it ran: start the computer anew, or load its modules again";
      case UNKNOWN ->
        "the kernel's log may say why (dmesg, NVRM); after suspending, loading nvidia_uvm anew helps";
      default -> "nvidia-smi may tell more";
    };
  }
}
