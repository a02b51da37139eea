using System.Runtime.CompilerServices;
using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: Jacobians and second derivatives of stencils, of what is written in place, and of what calls derivatives.</summary>
public class DerivativeSnapshots
{
    private static Task Of(string method, [CallerMemberName] string name = "") => Verify(
        """
        using System;
        using SymbolicDiff;

        public struct Point
        {
            public double X, Y;
        }

        public static partial class Model
        {
        """ + "\n    " + method.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n}\n",
        method: name);

    [Fact]
    public Task ReluJacobian() => Of("""
        [Differentiable(Emit = Derivatives.Jacobian)]
        public static double[] Relu(double[] x)
        {
            double[] y = new double[x.Length];
            for (int i = 0; i < x.Length; i++) y[i] = x[i] > 0 ? x[i] : 0;
            return y;
        }
        """);

    [Fact]
    public Task TridiagonalJacobian() => Of("""
        [Differentiable(Emit = Derivatives.Jacobian)]
        public static void Residuals(double[] x, double[] r)
        {
            for (int i = 0; i < x.Length; i++)
            {
                double left = i > 0 ? x[i - 1] : 0, right = i + 1 < x.Length ? x[i + 1] : 0;
                r[i] = left - 2 * x[i] * x[i] + right;
            }
        }
        """);

    [Fact]
    public Task LaplacianJacobian() => Of("""
        [Differentiable(Emit = Derivatives.Jacobian)]
        public static double[,] Laplacian(double[,] u)
        {
            var r = new double[u.GetLength(0), u.GetLength(1)];
            for (int i = 1; i + 1 < u.GetLength(0); i++)
                for (int j = 1; j + 1 < u.GetLength(1); j++)
                    r[i, j] = u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1] - 4 * u[i, j] * u[i, j];
            return r;
        }
        """);

    [Fact]
    public Task FlatSparseJacobian() => Of("""
        [Differentiable(nameof(u), Emit = Derivatives.SparseJacobian)]
        public static void Flat(double[] u, int width, double[] r)
        {
            for (int i = width; i < u.Length - width; i++) r[i] = u[i - width] + u[i + width] - 2 * u[i] * u[i];
        }
        """);

    [Fact]
    public Task SpringsSparseJacobian() => Of("""
        [Differentiable(nameof(p), Emit = Derivatives.SparseJacobian)]
        public static Point[] Springs(Point[] p, double k)
        {
            var force = new Point[p.Length];
            for (int i = 1; i < p.Length; i++)
            {
                force[i].X = k * (p[i - 1].X - p[i].X);
                force[i].Y = k * (p[i - 1].Y - p[i].Y) * p[i].X;
            }

            return force;
        }
        """);

    [Fact]
    public Task DiffusionJacobian() => Of("""
        [Differentiable(nameof(u), nameof(rate), Emit = Derivatives.Jacobian)]
        public static double[] Step(double[] u, double rate)
        {
            double[] next = new double[u.Length];
            for (int i = 0; i + 1 < u.Length; i++) next[i] = u[i] + rate * (u[i + 1] - u[i]);
            return next;
        }
        """);

    [Fact]
    public Task DampedInPlaceJacobian() => Of("""
        [Differentiable(nameof(x), Emit = Derivatives.Jacobian)]
        public static void Damp(double[] x, double rate)
        {
            for (int i = 0; i < x.Length; i++) x[i] -= rate * x[i] * x[i];
        }
        """);

    [Fact]
    public Task SwappedBuffersJacobian() => Of("""
        [Differentiable(nameof(u), Emit = Derivatives.Jacobian)]
        public static double[] Relaxed(double[] u, int steps)
        {
            double[] now = (double[])u.Clone(), next = new double[u.Length];
            for (int k = 0; k < steps; k++)
            {
                for (int i = 1; i < u.Length; i++) next[i] = now[i] * now[i - 1];
                (now, next) = (next, now);
            }

            return now;
        }
        """);

    [Fact]
    public Task RunningProductSeconds() => Of("""
        [Differentiable(Emit = Derivatives.Hessian | Derivatives.HessianVectorProduct)]
        public static double Product(double[] x)
        {
            for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1];
            return x[^1];
        }
        """);

    [Fact]
    public Task LoggedHessian() => Of("""
        [Differentiable(Emit = Derivatives.Hessian)]
        public static double Logged(double[] x)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++) sum += x[i] * x[i] * x[i];
            Console.WriteLine(sum);
            return sum;
        }
        """);

    [Fact]
    public Task DirichletHessian() => Of("""
        [Differentiable(Emit = Derivatives.Hessian)]
        public static double Dirichlet(double[,] u)
        {
            double sum = 0;
            for (int i = 1; i < u.GetLength(0); i++)
                for (int j = 1; j < u.GetLength(1); j++)
                    sum += u[i, j] * (u[i - 1, j] + u[i, j - 1]);
            return sum;
        }
        """);

    [Fact]
    public Task CoupledHessian() => Of("""
        [Differentiable(Emit = Derivatives.Hessian)]
        public static double Coupled(double[] x, double[] y, double k)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++) sum += k * x[i] * x[i] * y[i];
            return sum;
        }
        """);

    [Fact]
    public Task SeparableOfSeveralDiagonal() => Of("""
        [Differentiable(Emit = Derivatives.HessianDiagonal)]
        public static double Wells(double[] x, Point[] p)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++) sum += Math.Sin(x[i]);
            for (int i = 0; i < p.Length; i++) sum += p[i].X * p[i].X * p[i].X * p[i].Y;
            return sum;
        }
        """);

    [Fact]
    public Task AffineJacobian() => Of("""
        [Differentiable(nameof(x), Emit = Derivatives.Jacobian)]
        public static double[] Affine(double[,] w, double[] x)
        {
            double[] z = new double[w.GetLength(0)];
            for (int i = 0; i < z.Length; i++)
                for (int j = 0; j < x.Length; j++) z[i] += w[i, j] * x[j];
            return z;
        }
        """);

    [Fact]
    public Task CurveJacobian() => Of("""
        [Differentiable(nameof(a), nameof(b), Emit = Derivatives.Jacobian)]
        public static double[] Curve(double a, double b, double[] t)
        {
            double[] y = new double[t.Length];
            for (int i = 0; i < t.Length; i++) y[i] = a * Math.Exp(-b * t[i]);
            return y;
        }
        """);

    [Fact]
    public Task FormulasOfEveryKind() => Of("""
        [Differentiable(Emit = Derivatives.Jvp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal)]
        public static double Well(double x, double y) => x * x * x * y + Math.Cos(y);
        """);

    [Fact]
    public Task FormulasOfArrays() => Of("""
        [Differentiable(Emit = Derivatives.Jvp | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal)]
        public static double Cubes(double[] x)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++) sum += x[i] * x[i] * x[i];
            return sum;
        }
        """);
}
