using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: loops eight at a time.</summary>
public class FastSnapshots
{
    [Fact]
    public Task FastLogSumExp() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Arithmetic = Arithmetic.Fast)]
            public static double LogSumExp(double[] x)
            {
                double largest = x[0];
                for (int i = 1; i < x.Length; i++) largest = Math.Max(largest, x[i]);
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += Math.Exp(x[i] - largest);
                return largest + Math.Log(sum);
            }
        }
        """);

    [Fact]
    public Task FastLogisticRegression() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(b), Arithmetic = Arithmetic.Fast)]
            public static double Loss(double[] w, double b, double[] x, double[] y)
            {
                double loss = 0;
                for (int n = 0; n < y.Length; n++)
                {
                    double h = b;
                    for (int i = 0; i < w.Length; i++) h += w[i] * x[n * w.Length + i];
                    double p = 1 / (1 + Math.Exp(-h));
                    loss -= y[n] * Math.Log(p) + (1 - y[n]) * Math.Log(1 - p);
                }

                return loss;
            }
        }
        """);

    [Fact]
    public Task FastBranches() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Arithmetic = Arithmetic.Fast)]
            public static double Huber(double[] x, double width)
            {
                double sum = 0;
                foreach (double residual in x)
                {
                    if (Math.Abs(residual) < width) sum += residual * residual / 2;
                    else sum += width * (Math.Abs(residual) - width / 2);
                }

                return sum;
            }
        }
        """);

    [Fact]
    public Task FastChain() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Arithmetic = Arithmetic.Fast)]
            public static double Rosenbrock(double[] x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length - 1; i++)
                {
                    double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
                    sum += a * a + 100 * b * b;
                }

                return sum;
            }
        }
        """);

    [Fact]
    public Task FastLayer() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(v), Arithmetic = Arithmetic.Fast)]
            public static double Output(double[][] w, double[] v, double[] x)
            {
                double sum = 0;
                for (int j = 0; j < v.Length; j++)
                {
                    double h = 0;
                    for (int i = 0; i < x.Length; i++) h += w[j][i] * x[i];
                    sum += v[j] * Math.Tanh(h);
                }

                return sum;
            }
        }
        """);

    [Fact]
    public Task FastPendulum() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Arithmetic = Arithmetic.Fast)]
            public static double Energy(double[] angle, double[] speed, double length)
            {
                double energy = 0;
                for (int i = 0; i < angle.Length; i++) energy += speed[i] * speed[i] / 2 - 9.81 / length * Math.Cos(angle[i]);
                return energy;
            }
        }
        """);

    /// <summary>Points side by side, with memory of lanes for what each of them has for itself.</summary>
    [Fact]
    public Task FastMixture() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(centres), Arithmetic = Arithmetic.Fast)]
            public static double LogLikelihood(double[][] centres, double[][] points)
            {
                double[] terms = new double[centres.Length];
                double sum = 0;
                for (int i = 0; i < points.Length; i++)
                {
                    for (int k = 0; k < terms.Length; k++)
                    {
                        double square = 0;
                        for (int j = 0; j < centres[k].Length; j++)
                        {
                            double difference = points[i][j] - centres[k][j];
                            square += difference * difference;
                        }

                        terms[k] = -0.5 * square;
                    }

                    double max = terms[0];
                    for (int k = 1; k < terms.Length; k++) max = Math.Max(max, terms[k]);
                    double total = 0;
                    for (int k = 0; k < terms.Length; k++) total += Math.Exp(terms[k] - max);
                    sum += max + Math.Log(total);
                }

                return sum;
            }
        }
        """);
}
