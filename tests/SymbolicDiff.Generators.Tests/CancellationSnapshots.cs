using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: derivatives in which what the lectures cancel has cancelled.</summary>
public class CancellationSnapshots
{
    [Fact]
    public Task SigmoidOfScores() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(b))]
            public static double Probability(double[] w, double b, double[] x)
            {
                double h = b;
                for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
                double p = 1 / (1 + Math.Exp(-h));
                return p;
            }
        }
        """);

    [Fact]
    public Task BinaryCrossEntropyOfSigmoid() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(h))]
            public static double Loss(double h, double y)
            {
                double p = Sigmoid(h);
                return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
            }

            private static double Sigmoid(double x) => 1.0 / (1.0 + Math.Exp(-x));
        }
        """);

    [Fact]
    public Task Roots() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Roots(double x, double y) => Math.Sqrt(x) + Math.Sqrt(x * y + 1) + Math.Cbrt(y);
        }
        """);

    [Fact]
    public Task ConstantExponents() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Powers(double x, double y) =>
                Math.Pow(x, 2) + Math.Pow(x, 3) + Math.Pow(y, -1) + Math.Pow(x, 0.5) + Math.Pow(y, 1.5) + Math.Pow(x, -2) + Math.Pow(y, 7);
        }
        """);

    [Fact]
    public Task SharedSubexpressions() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Wave(double x, double y)
            {
                double a = Math.Sin(x * y) * Math.Exp(x * y);
                double b = Math.Cos(x * y) * Math.Log(1 + x * x) / (1 + x * x);
                return a + b;
            }
        }
        """);

    [Fact]
    public Task LogarithmOfExponential() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Product(double x, double y) => Math.Exp(Math.Log(x) + Math.Log(y)) + Math.Log(Math.Exp(x * y));
        }
        """);

    [Fact]
    public Task LogSoftmaxOfShiftedScores() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(z))]
            public static double Loss(double[] z, int label)
            {
                double m = z[0];
                for (int i = 1; i < z.Length; i++) if (z[i] > m) m = z[i];
                double sum = 0;
                for (int i = 0; i < z.Length; i++) sum += Math.Exp(z[i] - m);
                return Math.Log(sum) - (z[label] - m);
            }
        }
        """);

    [Fact]
    public Task SoftmaxIntoArray() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(z))]
            public static double Loss(double[] z, int label)
            {
                double m = double.NegativeInfinity;
                for (int i = 0; i < z.Length; i++) m = Math.Max(m, z[i]);
                var e = new double[z.Length];
                double sum = 0;
                for (int i = 0; i < z.Length; i++)
                {
                    e[i] = Math.Exp(z[i] - m);
                    sum += e[i];
                }

                return -Math.Log(e[label] / sum);
            }
        }
        """);

    [Fact]
    public Task SoftmaxProbabilities() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(z))]
            public static double Loss(double[] z, double[] y)
            {
                double m = z[0];
                for (int i = 1; i < z.Length; i++) m = Math.Max(m, z[i]);
                var p = new double[z.Length];
                double sum = 0;
                for (int i = 0; i < z.Length; i++)
                {
                    p[i] = Math.Exp(z[i] - m);
                    sum += p[i];
                }

                double loss = 0;
                for (int i = 0; i < z.Length; i++)
                {
                    p[i] /= sum;
                    loss -= y[i] * Math.Log(p[i]);
                }

                return loss;
            }
        }
        """);

    [Fact]
    public Task SoftmaxOfLabel() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(z))]
            public static double Loss(double[] z, int label)
            {
                double m = z[0];
                for (int i = 1; i < z.Length; i++) m = Math.Max(m, z[i]);
                double sum = 0;
                for (int i = 0; i < z.Length; i++) sum += Math.Exp(z[i] - m);
                var p = new double[z.Length];
                for (int i = 0; i < z.Length; i++) p[i] = Math.Exp(z[i] - m) / sum;
                return -Math.Log(p[label]);
            }
        }
        """);

    [Fact]
    public Task ClassifierOfLayers() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(b))]
            public static double Loss(double[,] w, double[] b, double[] x, int label)
            {
                double[] z = new double[b.Length];
                Dense(w, b, x, z);
                double[] p = new double[b.Length];
                Softmax(z, p);
                return -Math.Log(p[label]);
            }

            private static void Dense(double[,] w, double[] b, double[] x, double[] z)
            {
                for (int i = 0; i < b.Length; i++)
                {
                    z[i] = b[i];
                    for (int j = 0; j < x.Length; j++) z[i] += w[i, j] * x[j];
                }
            }

            private static void Softmax(double[] z, double[] p)
            {
                double max = z[0];
                for (int i = 1; i < z.Length; i++) max = Math.Max(max, z[i]);
                double sum = 0;
                for (int i = 0; i < z.Length; i++)
                {
                    p[i] = Math.Exp(z[i] - max);
                    sum += p[i];
                }

                for (int i = 0; i < z.Length; i++) p[i] /= sum;
            }
        }
        """);

    [Fact]
    public Task CrossEntropyOfSigmoidsInArray() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(h))]
            public static double Loss(double[] h, double[] y)
            {
                double[] p = new double[h.Length];
                for (int i = 0; i < h.Length; i++) p[i] = 1 / (1 + Math.Exp(-h[i]));
                double loss = 0;
                for (int i = 0; i < h.Length; i++) loss -= y[i] * Math.Log(p[i]) + (1 - y[i]) * Math.Log(1 - p[i]);
                return loss;
            }
        }
        """);
}
