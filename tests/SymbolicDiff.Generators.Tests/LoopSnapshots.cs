using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: loops over elements.</summary>
public class LoopSnapshots
{
    [Fact]
    public Task Loss() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(b))]
            public static double Loss(double[] w, double b, double[] x, double y)
            {
                double h = b;
                for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
                double p = 1 / (1 + Math.Exp(-h));
                return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
            }
        }
        """);

    [Fact]
    public Task Product() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Product(double[] x)
            {
                double product = 1;
                for (int i = 0; i < x.Length; i++) product *= x[i];
                return product;
            }
        }
        """);

    [Fact]
    public Task Checkpoints() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Pendulum(double angle, double speed, double h, int steps)
            {
                for (int step = 0; step < steps; step++)
                {
                    Gradients.Checkpoint();
                    speed -= h * Math.Sin(angle);
                    angle += h * speed;
                }

                return angle;
            }
        }
        """);

    [Fact]
    public Task CheckpointsOfAnArray() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            [Checkpoint]
            public static double Logistic(double[] start, double rate, int steps)
            {
                double[] x = (double[])start.Clone();
                for (int step = 0; step < steps; step++)
                    for (int i = 0; i < x.Length; i++) x[i] = rate * x[i] * (1 - x[i]);
                return x[0] * x[1];
            }
        }
        """);

    [Fact]
    public Task SumByForeach() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double SumOfSines(double[] values)
            {
                double sum = 0;
                foreach (double value in values) sum += Math.Sin(value);
                return sum;
            }
        }
        """);

    [Fact]
    public Task Rosenbrock() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Rosenbrock(double[] x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length - 1; i++)
                {
                    double a = 1 - x[i];
                    double b = x[i + 1] - x[i] * x[i];
                    sum += a * a + 100 * b * b;
                }

                return sum;
            }
        }
        """);

    [Fact]
    public Task Horner() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Polynomial(double[] c, double x)
            {
                double result = 0;
                for (int i = c.Length - 1; i >= 0; i--) result = result * x + c[i];
                return result;
            }
        }
        """);

    [Fact]
    public Task NewtonIteration() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double SquareRoot(double a)
            {
                double x = a;
                int iterations = 0;
                while (Math.Abs(x * x - a) > 1e-12 && iterations < 50)
                {
                    x = 0.5 * (x + a / x);
                    iterations++;
                }

                return x;
            }
        }
        """);

    [Fact]
    public Task BreakAndContinue() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(x))]
            public static double Clipped(double[] x, double limit)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    if (x[i] < 0) continue;
                    if (sum > limit) break;
                    sum += x[i] * x[i];
                }

                return sum;
            }
        }
        """);

    [Fact]
    public Task NestedLoops() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Pairs(double[] x)
            {
                double energy = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    for (int j = 0; j < i; j++)
                    {
                        double d = x[i] - x[j];
                        energy += 1 / (d * d + 1);
                    }
                }

                return energy;
            }
        }
        """);

    [Fact]
    public Task LogSumExp() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double LogSumExp(double[] x)
            {
                double max = double.NegativeInfinity;
                for (int i = 0; i < x.Length; i++) max = Math.Max(max, x[i]);
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += Math.Exp(x[i] - max);
                return max + Math.Log(sum);
            }
        }
        """);

    [Fact]
    public Task MeanSquaredError() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(b))]
            public static double MeanSquaredError(double[,] x, double[] y, double[] w, double b)
            {
                double sum = 0;
                for (int i = 0; i < y.Length; i++)
                {
                    double prediction = b;
                    for (int j = 0; j < w.Length; j++) prediction += w[j] * x[i, j];
                    double error = prediction - y[i];
                    sum += error * error;
                }

                return sum / y.Length;
            }
        }
        """);

    [Fact]
    public Task LeastSquaresPolynomial() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(c))]
            public static double Residual(double[] c, double[] x, double[] y)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double p = 0, power = 1;
                    for (int j = 0; j < c.Length; j++)
                    {
                        p += c[j] * power;
                        power *= x[i];
                    }

                    sum += (p - y[i]) * (p - y[i]);
                }

                return sum;
            }
        }
        """);

    [Fact]
    public Task EuclideanNorm() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Norm(double[] x)
            {
                double sum = 0;
                foreach (double value in x) sum += value * value;
                return Math.Sqrt(sum);
            }
        }
        """);

    [Fact]
    public Task DistanceOfPoints() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(a), nameof(b))]
            public static double Distance(double[] a, double[] b)
            {
                double dx = a[0] - b[0], dy = a[1] - b[1];
                return Math.Sqrt(dx * dx + dy * dy);
            }
        }
        """);

    /// <summary>The search for the nearest centre eight points at a time, with the bits of one after the other.</summary>
    [Fact]
    public Task NearestCentres() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(centres))]
            public static double Cost(double[][] points, double[][] centres)
            {
                double cost = 0;
                for (int i = 0; i < points.Length; i++)
                {
                    double nearest = double.PositiveInfinity;
                    for (int k = 0; k < centres.Length; k++)
                    {
                        double square = 0;
                        for (int j = 0; j < centres[k].Length; j++)
                        {
                            double difference = points[i][j] - centres[k][j];
                            square += difference * difference;
                        }

                        if (square < nearest) nearest = square;
                    }

                    cost += nearest;
                }

                return cost;
            }
        }
        """);
}
