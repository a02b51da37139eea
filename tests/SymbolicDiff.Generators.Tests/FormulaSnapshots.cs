using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: formulas without loops.</summary>
public class FormulaSnapshots
{
    [Fact]
    public Task ExpOfSinOfSquare() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double F(double x) => Math.Exp(Math.Sin(x * x));
        }
        """);

    [Fact]
    public Task Sigmoid() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        }
        """);

    [Fact]
    public Task HyperbolicTangent() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Activation(double x, double scale) => scale * Math.Tanh(x);
        }
        """);

    [Fact]
    public Task Softplus() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
        }
        """);

    [Fact]
    public Task Relu() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Relu(double x) => x > 0 ? x : 0;
        }
        """);

    [Fact]
    public Task RosenbrockOfTwo() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Rosenbrock(double x, double y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
        }
        """);

    [Fact]
    public Task TwoScalarsWithJvp() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Gradient | Derivatives.Jvp)]
            public static double Mix(double x, double y) => x * Math.Sin(y) + Math.Exp(x * y) / y;
        }
        """);

    [Fact]
    public Task Powers() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Energy(double r, double sigma, double epsilon)
            {
                double ratio = sigma / r;
                return 4 * epsilon * (Math.Pow(ratio, 12) - Math.Pow(ratio, 6));
            }
        }
        """);

    [Fact]
    public Task NormalDensity() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Density(double x, double mean, double deviation)
            {
                double z = (x - mean) / deviation;
                return Math.Exp(-0.5 * z * z) / (deviation * Math.Sqrt(2 * Math.PI));
            }
        }
        """);

    [Fact]
    public Task ErrorFunction() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static double Erf(double x)
            {
                double t = 1 / (1 + 0.5 * Math.Abs(x));
                double tau = t * Math.Exp(-x * x - 1.26551223 + t * (1.00002368 + t * (0.37409196 + t * 0.09678418)));
                return x >= 0 ? 1 - tau : tau - 1;
            }
        }
        """);

    [Fact]
    public Task SinglePrecision() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable]
            public static float Wave(float x, float k) => MathF.Sin(k * x) * MathF.Exp(-0.1f * x);
        }
        """);
}
