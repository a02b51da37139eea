using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: products, Jacobians and second derivatives.</summary>
public class FormSnapshots
{
    [Fact]
    public Task PolarJacobian() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Jacobian)]
            public static (double X, double Y) Polar(double r, double t) => (r * Math.Cos(t), r * Math.Sin(t));
        }
        """);

    [Fact]
    public Task WaveJacobian() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Jacobian)]
            public static double[] Wave(double[] x)
            {
                double[] y = new double[x.Length];
                for (int i = 1; i < x.Length; i++) y[i] = Math.Sin(x[i - 1]) * x[i];
                return y;
            }
        }
        """);

    [Fact]
    public Task DecaysJacobian() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(x), Emit = Derivatives.Jacobian)]
            public static void Decays(double[] x, double[] t, double[] r)
            {
                for (int i = 0; i < r.Length; i++)
                {
                    double sum = 0;
                    for (int j = 0; j < x.Length; j++)
                    {
                        if (t[i] < j) break;
                        sum += Math.Exp(-x[j] * t[i]) / x.Length;
                    }

                    r[i] = sum * sum;
                }
            }
        }
        """);

    [Fact]
    public Task RepulsionHessian() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Hessian | Derivatives.HessianDiagonal)]
            public static double Repulsion(double[] x)
            {
                double energy = 0;
                for (int i = 0; i < x.Length; i++)
                    for (int j = 0; j < i; j++) energy += Math.Exp(-x[i] * x[j]);
                return energy;
            }
        }
        """);

    [Fact]
    public Task TridiagonalSparseJacobian() => Verify("""
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.SparseJacobian)]
            public static double[] Residuals(double[] x)
            {
                double[] r = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    r[i] = -2 * x[i] * x[i];
                    if (i > 0) r[i] += x[i - 1];
                    if (i + 1 < x.Length) r[i] += x[i + 1];
                }

                return r;
            }
        }
        """);

    [Fact]
    public Task SeparableSecondDerivatives() => Verify("""
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Hessian | Derivatives.HessianDiagonal)]
            public static double Cubes(double[] x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += x[i] * x[i] * x[i];
                return sum;
            }
        }
        """);

    [Fact]
    public Task ChainHessian() => Verify("""
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Hessian)]
            public static double Chain(double[] x)
            {
                double sum = 0;
                for (int i = 1; i < x.Length; i++) sum += x[i] * x[i - 1] * x[i - 1];
                return sum;
            }
        }
        """);

    [Fact]
    public Task WaveProducts() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Vjp | Derivatives.Jvp)]
            public static double[] Wave(double[] x, double a)
            {
                double[] y = new double[x.Length];
                for (int i = 0; i < x.Length; i++) y[i] = Math.Sin(a * x[i]);
                return y;
            }
        }
        """);

    [Fact]
    public Task ProductsOfWhatIsWritten() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Vjp | Derivatives.Jvp)]
            public static void Step(double[] q, Span<double> p, double h, double[] energy)
            {
                for (int i = 0; i < q.Length; i++)
                {
                    p[i] -= h * q[i];
                    q[i] += h * p[i];
                    energy[i] = q[i] * q[i] + p[i] * p[i];
                }
            }
        }
        """);

    [Fact]
    public Task PolarProducts() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Vjp | Derivatives.Jvp)]
            public static (double X, double Y) Polar(double r, double t) => (r * Math.Cos(t), r * Math.Sin(t));
        }
        """);

    [Fact]
    public Task PotentialSeconds() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal)]
            public static double Potential(double x, double y) => Math.Sin(x * y) + x * x * y;
        }
        """);

    [Fact]
    public Task LogisticSeconds() => Verify("""
        using System;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(nameof(w), nameof(b), Emit = Derivatives.Hessian | Derivatives.HessianVectorProduct)]
            public static double Loss(double[] w, double b, double[] x, double y)
            {
                double h = b;
                for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
                double p = 1 / (1 + Math.Exp(-h));
                return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
            }
        }
        """);
}
