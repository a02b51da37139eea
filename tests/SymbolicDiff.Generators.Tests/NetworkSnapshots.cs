using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: networks and losses as they are trained.</summary>
public class NetworkSnapshots
{
    [Fact]
    public Task TwoLayers() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w1), nameof(w2))]
            public static double Loss(double[,] w1, double[] w2, double[] x, double y)
            {
                double output = 0;
                for (int j = 0; j < w2.Length; j++)
                {
                    double h = 0;
                    for (int i = 0; i < x.Length; i++) h += w1[j, i] * x[i];
                    output += w2[j] * Math.Tanh(h);
                }

                double error = output - y;
                return 0.5 * error * error;
            }
        }
        """);

    [Fact]
    public Task HiddenLayerInArray() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(v))]
            public static double Network(double[,] w, double[] v, double[] x)
            {
                var hidden = new double[v.Length];
                for (int i = 0; i < hidden.Length; i++)
                {
                    double sum = 0;
                    for (int j = 0; j < x.Length; j++) sum += w[i, j] * x[j];
                    hidden[i] = 1 / (1 + Math.Exp(-sum));
                }

                double output = 0;
                for (int i = 0; i < v.Length; i++) output += v[i] * hidden[i];
                return output;
            }
        }
        """);

    [Fact]
    public Task JaggedLayer() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w))]
            public static double Layer(double[][] w, double[] x)
            {
                double sum = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    double h = 0;
                    for (int j = 0; j < w[i].Length; j++) h += w[i][j] * x[j];
                    sum += Math.Max(h, 0);
                }

                return sum;
            }
        }
        """);

    [Fact]
    public Task SoftmaxCrossEntropy() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(scores))]
            public static double CrossEntropy(double[] scores, int label)
            {
                double max = scores[0];
                foreach (double score in scores) max = Math.Max(max, score);
                double sum = 0;
                foreach (double score in scores) sum += Math.Exp(score - max);
                return max + Math.Log(sum) - scores[label];
            }
        }
        """);

    [Fact]
    public Task GaussianMixture() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(weights), nameof(means), nameof(deviations))]
            public static double LogLikelihood(double[] weights, double[] means, double[] deviations, double[] x)
            {
                double total = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double density = 0;
                    for (int k = 0; k < weights.Length; k++)
                    {
                        double z = (x[i] - means[k]) / deviations[k];
                        density += weights[k] * Math.Exp(-0.5 * z * z) / deviations[k];
                    }

                    total += Math.Log(density);
                }

                return total;
            }
        }
        """);

    [Fact]
    public Task RecurrentNetwork() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(u), nameof(b))]
            public static double Recurrent(double w, double u, double b, double[] x, double[] y)
            {
                double h = 0, loss = 0;
                for (int t = 0; t < x.Length; t++)
                {
                    h = Math.Tanh(w * h + u * x[t] + b);
                    loss += (h - y[t]) * (h - y[t]);
                }

                return loss;
            }
        }
        """);

    [Fact]
    public Task LogisticRegression() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(b))]
            public static double MeanLoss(double[] w, double b, double[][] x, int[] labels, double ridge)
            {
                double loss = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double score = b;
                    for (int j = 0; j < w.Length; j++) score += w[j] * x[i][j];
                    double margin = labels[i] == 1 ? score : -score;
                    loss += Softplus(-margin);
                }

                double norm = 0;
                foreach (double weight in w) norm += weight * weight;
                return loss / x.Length + 0.5 * ridge * norm;
            }

            private static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
        }
        """);

    [Fact]
    public Task NeuronWithActivationFunction() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(b))]
            public static double Neuron(double[] w, double b, double[] x)
            {
                double z = Dot(w, x) + b;
                return Sigmoid(z);
            }

            private static double Dot(double[] a, double[] b)
            {
                double sum = 0;
                for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
                return sum;
            }

            private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        }
        """);

    [Fact]
    public Task Logging() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w))]
            public static double Loss(double[] w, double y)
            {
                double sum = 0;
                for (int i = 0; i < w.Length; i++) sum += w[i];
                double error = sum - y;
                Console.WriteLine($"error {error}");
                return error * error;
            }
        }
        """);
}
