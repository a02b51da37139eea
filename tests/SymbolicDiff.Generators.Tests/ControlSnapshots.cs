using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: branches, jumps, calls and kinds of methods.</summary>
public class ControlSnapshots
{
    [Fact]
    public Task EarlyReturns() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Huber(double x, double delta)
            {
                double a = Math.Abs(x);
                if (a <= delta) return 0.5 * x * x;
                return delta * (a - 0.5 * delta);
            }
        }
        """);

    [Fact]
    public Task GuardsWithThrow() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w))]
            public static double Dot(double[] w, double[] x)
            {
                ArgumentNullException.ThrowIfNull(w);
                if (x.Length != w.Length) throw new ArgumentException("Lengths differ.", nameof(x));
                double sum = 0;
                for (int i = 0; i < w.Length; i++) sum += w[i] * x[i];
                return sum;
            }
        }
        """);

    [Fact]
    public Task SwitchExpression() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(x))]
            public static double Activate(double x, int kind) => kind switch
            {
                0 => x,
                1 => Math.Tanh(x),
                2 => x > 0 ? x : 0.01 * x,
                _ => 1 / (1 + Math.Exp(-x)),
            };
        }
        """);

    [Fact]
    public Task SwitchStatement() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(x))]
            public static double Piece(double x, string kind)
            {
                double y;
                switch (kind)
                {
                    case "square":
                        y = x * x;
                        break;
                    case "cube":
                        y = x * x * x;
                        break;
                    default:
                        throw new ArgumentOutOfRangeException(nameof(kind));
                }

                return y;
            }
        }
        """);

    [Fact]
    public Task IfElse() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Choose(double x, double y)
            {
                double result;
                if (x > y) result = x * y;
                else result = x + y * y;
                return result * result;
            }
        }
        """);

    [Fact]
    public Task FirstAboveThreshold() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(x))]
            public static double First(double[] x, double threshold)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    if (x[i] > threshold) return x[i] * x[i];
                }

                return 0;
            }
        }
        """);

    [Fact]
    public Task Collatz() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(x))]
            public static double Chain(double x, int n)
            {
                double y = x;
                while (n != 1)
                {
                    if (n % 2 == 0)
                    {
                        n /= 2;
                        y = Math.Sin(y);
                    }
                    else
                    {
                        n = 3 * n + 1;
                        y = y * x;
                    }
                }

                return y;
            }
        }
        """);

    [Fact]
    public Task CalleesByReference() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Area(double x, double y)
            {
                Rotate(ref x, ref y, out double length);
                return x * y / length;
            }

            private static void Rotate(ref double a, ref double b, out double norm)
            {
                double t = a - b;
                b = a + b;
                a = t;
                norm = Math.Sqrt(a * a + b * b);
            }
        }
        """);

    [Fact]
    public Task InstanceMethodWithField() => Verify("""
        using System;
        using SymbolicDiff;

        public partial class Model
        {
            private readonly double decay;

            public Model(double decay) => this.decay = decay;

            [Differentiable]
            public double Respond(double x) => x * Math.Exp(-decay * x);
        }
        """);

    [Fact]
    public Task GenericContainingType() => Verify("""
        using System;
        using SymbolicDiff;

        public partial class Model<T> where T : notnull
        {
            [Differentiable(nameof(x))]
            public static double Weighted(double[] x, T tag, System.Collections.Generic.IReadOnlyList<T> tags)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    if (tags[i].Equals(tag)) sum += x[i] * x[i];
                }

                return sum;
            }
        }
        """);
}
