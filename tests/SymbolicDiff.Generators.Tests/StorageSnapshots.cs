using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: arrays that are written and views of them.</summary>
public class StorageSnapshots
{
    [Fact]
    public Task SwapOfElements() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Sorted(double[] x)
            {
                var a = (double[])x.Clone();
                for (int i = 0; i < a.Length; i++)
                {
                    for (int j = 0; j < a.Length - 1 - i; j++)
                    {
                        if (a[j] > a[j + 1]) (a[j], a[j + 1]) = (a[j + 1], a[j]);
                    }
                }

                double sum = 0;
                for (int i = 0; i < a.Length; i++) sum += i * a[i];
                return sum;
            }
        }
        """);

    [Fact]
    public Task LocalArrays() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Smooth(double[] x)
            {
                int n = x.Length;
                var y = new double[n];
                for (int i = 1; i < n - 1; i++) y[i] = (x[i - 1] + x[i] + x[i + 1]) / 3;
                double sum = 0;
                for (int i = 0; i < n; i++) sum += y[i] * y[i];
                return sum;
            }
        }
        """);

    [Fact]
    public Task SpansAndSlices() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(p))]
            public static double Line(ReadOnlySpan<double> p, double x)
            {
                ReadOnlySpan<double> slopes = p.Slice(1);
                double y = p[0];
                for (int i = 0; i < slopes.Length; i++) y += slopes[i] * x;
                return y * y;
            }
        }
        """);

    [Fact]
    public Task MatrixMultiply() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(a), nameof(b))]
            public static double TraceOfProduct(double[,] a, double[,] b)
            {
                int n = a.GetLength(0), m = a.GetLength(1);
                var c = new double[n, n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        double sum = 0;
                        for (int k = 0; k < m; k++) sum += a[i, k] * b[k, j];
                        c[i, j] = sum;
                    }
                }

                double trace = 0;
                for (int i = 0; i < n; i++) trace += c[i, i] * c[i, i];
                return trace;
            }
        }
        """);

    [Fact]
    public Task Convolution() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(signal), nameof(kernel))]
            public static double Energy(double[] signal, double[] kernel)
            {
                double energy = 0;
                for (int i = 0; i + kernel.Length <= signal.Length; i++)
                {
                    double sum = 0;
                    for (int j = 0; j < kernel.Length; j++) sum += signal[i + j] * kernel[j];
                    energy += sum * sum;
                }

                return energy;
            }
        }
        """);

    [Fact]
    public Task Leapfrog() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(q), nameof(p))]
            public static double Leapfrog(double q, double p, double step, int steps)
            {
                for (int i = 0; i < steps; i++)
                {
                    p -= 0.5 * step * Math.Sin(q);
                    q += step * p;
                    p -= 0.5 * step * Math.Sin(q);
                }

                return 0.5 * p * p - Math.Cos(q);
            }
        }
        """);
}
