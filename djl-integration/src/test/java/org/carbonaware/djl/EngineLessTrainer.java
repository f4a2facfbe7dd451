package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;

/** DJL's own trainer, which tells its listeners, over an engine that computes nothing. */
final class EngineLessTrainer {
  private EngineLessTrainer() {}

  static Trainer with(TrainingListener listener) {
    TrainingConfig config = new DefaultTrainingConfig(Loss.l2Loss())
        .optDevices(new Device[] {Device.cpu()})
        .addTrainingListeners(listener);
    NoEngine engine = new NoEngine();
    Model model = proxy(
        Model.class,
        (self, method, arguments) ->
            method.getName().equals("getNDManager") ? engine.newBaseManager() : null);
    return new Trainer(model, config);
  }

  /** What happens between forward/backward and step() of each batch, and after an epoch. */
  static void trainEpoch(Trainer trainer, int batches) {
    for (int batch = 0; batch < batches; batch++) {
      trainBatch(trainer);
    }
    trainer.notifyListeners(listener -> listener.onEpoch(trainer));
  }

  static void trainBatch(Trainer trainer) {
    TrainingListener.BatchData nothing = new TrainingListener.BatchData(null, Map.of(), Map.of());
    trainer.notifyListeners(listener -> listener.onTrainingBatch(trainer, nothing));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static final class NoEngine extends Engine {
    @Override
    public Engine getAlternativeEngine() {
      return this;
    }

    @Override
    public String getEngineName() {
      return "none";
    }

    @Override
    public int getRank() {
      return 0;
    }

    @Override
    public String getVersion() {
      return "0";
    }

    @Override
    public boolean hasCapability(String capability) {
      return false;
    }

    @Override
    public Model newModel(String name, Device device) {
      throw new UnsupportedOperationException("newModel");
    }

    @Override
    public NDManager newBaseManager() {
      return newBaseManager(Device.cpu());
    }

    @Override
    public NDManager newBaseManager(Device device) {
      return proxy(NDManager.class, (self, method, arguments) -> switch (method.getName()) {
        case "getEngine" -> this;
        case "getDevice" -> Device.cpu();
        case "newSubManager" -> self;
        default -> null;
      });
    }
  }
}
