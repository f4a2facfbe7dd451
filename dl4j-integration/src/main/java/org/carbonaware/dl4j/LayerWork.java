package org.carbonaware.dl4j;

import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;

/**
 * The multiplications with addition that a layer makes for one sample, forward. Those of pooling,
 * activation and loss are few beside them and count as none. A layer of another type has an unknown
 * number, NaN: a sum without it would be wrong.
 */
final class LayerWork {
  private static final Set<Class<?>> FREE = Set.of(
      ActivationLayer.class,
      DropoutLayer.class,
      EmbeddingLayer.class,
      EmbeddingSequenceLayer.class,
      GlobalPoolingLayer.class,
      LossLayer.class,
      RnnLossLayer.class,
      SubsamplingLayer.class,
      ZeroPaddingLayer.class);

  private static final Set<Class<?>> DENSE =
      Set.of(DenseLayer.class, OutputLayer.class, RnnOutputLayer.class);

  private LayerWork() {}

  /** Types are compared exactly: a subclass may do something else. */
  static double multiplications(Layer layer, InputType input) {
    Class<?> type = layer.getClass();
    if (FREE.contains(type)) {
      return 0;
    } else if (layer instanceof LastTimeStep last) {
      return multiplications(last.getUnderlying(), input);
    } else if (type == Bidirectional.class) {
      Bidirectional both = (Bidirectional) layer;
      return multiplications(both.getFwd(), input) + multiplications(both.getBwd(), input);
    } else if (type == BatchNormalization.class) {
      return 2.0 * elements(input); // subtract the mean and scale, then scale and shift
    } else if (DENSE.contains(type)) {
      FeedForwardLayer dense = (FeedForwardLayer) layer;
      return (double) dense.getNIn() * dense.getNOut() * steps(input);
    } else if (type == ConvolutionLayer.class || type == Convolution2D.class) {
      return convolution((ConvolutionLayer) layer, input);
    } else if (type == LSTM.class) {
      return 4 * recurrent((BaseRecurrentLayer) layer, input); // three gates and the cell
    } else if (type == SimpleRnn.class) {
      return recurrent((BaseRecurrentLayer) layer, input);
    }
    return Double.NaN;
  }

  private static double convolution(ConvolutionLayer layer, InputType input) {
    if (layer.getCnn2dDataFormat() != CNN2DFormat.NCHW
        || !(layer.getOutputType(0, input) instanceof InputTypeConvolutional output)) {
      return Double.NaN;
    }
    int[] kernel = layer.getKernelSize();
    return (double) output.getHeight()
        * output.getWidth()
        * layer.getNOut()
        * layer.getNIn()
        * kernel[0]
        * kernel[1];
  }

  private static double recurrent(BaseRecurrentLayer layer, InputType input) {
    return (double) layer.getNOut() * (layer.getNIn() + layer.getNOut()) * steps(input);
  }

  private static double elements(InputType input) {
    return input instanceof InputTypeRecurrent sequence
        ? sequence.getSize() * steps(input)
        : input.arrayElementsPerExample();
  }

  /** The steps of a sequence; its length must be known, and where it stands. */
  private static double steps(InputType input) {
    if (!(input instanceof InputTypeRecurrent sequence)) {
      return 1;
    }
    return sequence.getFormat() == RNNFormat.NCW && sequence.getTimeSeriesLength() > 0
        ? sequence.getTimeSeriesLength()
        : Double.NaN;
  }
}
