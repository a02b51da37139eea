using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: delegates, queries, what is done in the end, what may be null.</summary>
public class CallSnapshots
{
    [Fact]
    public Task IntegralOfLambda() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Area(double rate, double end) => Integrate(t => Math.Exp(-rate * t * t), 0, end, 100);

            private static double Integrate(Func<double, double> f, double a, double b, int n)
            {
                double h = (b - a) / n;
                double sum = 0.5 * (f(a) + f(b));
                for (int i = 1; i < n; i++) sum += f(a + i * h);
                return sum * h;
            }
        }
        """);

    [Fact]
    public Task ChosenDelegate() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Layer(double x, double w, bool isSmooth)
            {
                Func<double, double> activation = isSmooth ? Math.Tanh : z => z > 0 ? z : 0;
                return activation(w * x) * x;
            }
        }
        """);

    [Fact]
    public Task AssignedDelegate() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Kernel(double r, double length, int kind)
            {
                Func<double, double> kernel = s => Math.Exp(-0.5 * s * s);
                if (kind == 1) kernel = s => Math.Exp(-s);
                return kernel(r / length);
            }
        }
        """);

    [Fact]
    public Task VarianceByQueries() => Verify("""
        using System;
        using System.Linq;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Variance(double[] x)
            {
                double mean = x.Average();
                return x.Sum(v => (v - mean) * (v - mean)) / x.Length;
            }
        }
        """);

    [Fact]
    public Task ZippedAndFiltered() => Verify("""
        using System;
        using System.Linq;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w))]
            public static double Loss(double[] w, double[] x) =>
                w.Zip(x, (a, b) => a * b).Where(p => p > 0).Sum(p => p * p) + 0.5 * w.Select(Math.Abs).Max();
        }
        """);

    [Fact]
    public Task QueryIntoArray() => Verify("""
        using System;
        using System.Linq;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Vjp)]
            public static double[] Softmax(double[] x)
            {
                double max = x.Max();
                double[] e = x.Select(v => Math.Exp(v - max)).ToArray();
                double sum = e.Sum();
                return Array.ConvertAll(e, v => v / sum);
            }
        }
        """);

    [Fact]
    public Task FinallyWithEffects() => Verify("""
        using System;
        using System.IO;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Logged(double x, string path)
            {
                using var log = new StreamWriter(path);
                double y = Math.Sin(x) * x;
                log.WriteLine(y);
                return y * y;
            }
        }
        """);

    [Fact]
    public Task NullableReal() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Largest(double[] x)
            {
                double? best = null;
                foreach (double v in x)
                    if (best is null || v * v > best) best = v * v;
                return best ?? 0;
            }
        }
        """);

    [Fact]
    public Task GenericMath() => Verify("""
        using System;
        using System.Numerics;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Loss(double x) => Logistic(x) * x;

            private static T Logistic<T>(T x) where T : IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));
        }
        """);

    /// <summary>A method that calls itself and writes where it reads.</summary>
    [Fact]
    public Task RecursionInPlace() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Vjp | Derivatives.Jvp)]
            public static void Transform(double[] y, double weight) => Halves(y, weight);

            private static void Halves(Span<double> y, double weight)
            {
                if (y.Length < 2) return;
                int half = y.Length / 2;
                for (int i = 0; i < half; i++)
                {
                    double low = y[i], high = y[half + i];
                    y[i] = low + weight * high;
                    y[half + i] = low * high;
                }

                Halves(y.Slice(0, half), weight * weight);
                Halves(y.Slice(half), weight);
            }
        }
        """);
}
