using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: derivatives of generic methods, and what objects keep.</summary>
public class GenericSnapshots
{
    [Fact]
    public Task GenericLoss() => Verify("""
        using System;
        using System.Numerics;
        using SymbolicDiff;

        public static partial class Model<T>
            where T : IFloatingPointIeee754<T>
        {
            [Differentiable(nameof(w), nameof(b))]
            public static T Loss(T[] w, T b, T[] x, T y)
            {
                T h = b;
                for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
                T p = T.One / (T.One + T.Exp(-h));
                return -(y * T.Log(p) + (T.One - y) * T.Log(T.One - p));
            }
        }
        """);

    [Fact]
    public Task GenericPolynomial() => Verify("""
        using System.Numerics;
        using SymbolicDiff;

        public static partial class Model
        {
            [Differentiable(Emit = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hessian)]
            public static T Well<T>(T x) where T : INumber<T>, IFloatingPointConstants<T> =>
                T.CreateChecked(0.25) * x * x * x * x - T.CreateChecked(0.1) * x * x + T.Max(x, T.Pi);
        }
        """);

    [Fact]
    public Task CapturedParameter() => Verify("""
        using SymbolicDiff;

        public partial class Spring(double stiffness, double[] masses)
        {
            [Differentiable]
            public double Energy(double x) => stiffness * x * x * masses[0];
        }
        """);
}
