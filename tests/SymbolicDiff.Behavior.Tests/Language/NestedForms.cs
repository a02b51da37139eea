using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Methods that call emitted Jacobians, Hessians and products of others, in every form.</summary>
public static partial class NestedForms
{
    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3")]
    public static double OfMatrices(double[] x)
    {
        var (byX, byA) = NestedFormsBase.WaveJacobian(x, x[0]);
        return Sum(byX) + Sum(byA);
    }

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3")]
    public static double OfStencil(double[] x) => Sum(NestedFormsBase.TridiagonalJacobian(x));

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3 0.5", 2), Point("1.1 0.7 1.3 0.5", 1)]
    public static double OfFlatStencil(double[] x, int w) => Sum(NestedFormsBase.FlatHessian(x, w)) + Sum(NestedFormsBase.FlatJacobian(x, w));

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7")]
    public static double OfRecords(double[] x) => Sum(NestedFormsBase.RootsJacobian(x));

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3")]
    public static double OfWhatIsWritten(double[] x)
    {
        var y = new double[x.Length];
        return Sum(NestedFormsBase.ScaleJacobian(x, y)) + y[0];
    }

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3")]
    public static double OfJagged(double[] x)
    {
        double[][] rows = [[x[0], x[1]], [x[2]]];
        return Sum(NestedFormsBase.JaggedJacobian(rows)) + Sum(NestedFormsBase.JaggedHessian(rows));
    }

    [Differentiable(Emit = Modes.Both), Point(1.1, 0.7)]
    public static double OfScalars(double r, double t)
    {
        var (byR, byT) = NestedFormsBase.PolarJacobian(r, t);
        return byR[0, 0] * byT[1, 0] - byR[1, 0] * byT[0, 0] * r;
    }

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3")]
    public static double OfSecondDerivatives(double[] x)
    {
        var (diagonal, byK) = NestedFormsBase.EnergyHessianDiagonal(x, x[0]);
        var (product, productOfK) = NestedFormsBase.EnergyHessianVectorProduct(x, x[1], diagonal, byK);
        double sum = productOfK + Sum(NestedFormsBase.EnergyHessian(x, x[0]));
        for (int i = 0; i < x.Length; i++) sum += diagonal[i] * product[i];
        return sum;
    }

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3")]
    public static double OfInPlace(double[] x)
    {
        double[] own = (double[])x.Clone();
        return Sum(NestedFormsBase.RunningHessian(own)) + own[1];
    }

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3")]
    public static double OfStructures(double[] x)
    {
        var p = new (double X, double Y)[2];
        for (int i = 0; i < 2; i++) p[i] = (x[i], x[i + 1] * x[0]);
        return Sum(NestedFormsBase.SpringsJacobian(p));
    }

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3 0.2")]
    public static double OfSwappedArrays(double[] x)
    {
        var (byU, byC) = NestedFormsBase.RelaxedJacobian(x, x[0]);
        return Sum(byU) + Sum(byC);
    }

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3")]
    public static double OfProducts(double[] x)
    {
        double[] adjoint = new double[x.Length];
        double ofA = 0;
        double[] y = NestedFormsBase.WaveVjp(x, x[1], x, adjoint, ref ofA);
        var (value, tangent) = NestedFormsBase.WaveJvp(x, x[0], adjoint, ofA);
        double sum = ofA;
        for (int i = 0; i < x.Length; i++) sum += y[i] * adjoint[i] * tangent[i] + value[i];
        return sum;
    }

    [Differentiable(Emit = Modes.Both), Point("1.1 0.7 1.3")]
    public static double OfProductsOfWhatIsWritten(double[] x)
    {
        double[] y = new double[x.Length], adjoint = new double[x.Length], tangent = new double[x.Length];
        NestedFormsBase.ScaleVjp(x, y, (double[])x.Clone(), adjoint);
        NestedFormsBase.ScaleJvp(x, y, adjoint, tangent);
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += y[i] * adjoint[i] * tangent[i];
        return sum;
    }

    private static double Sum(double[,] m)
    {
        double sum = 0;
        for (int i = 0; i < m.GetLength(0); i++)
            for (int j = 0; j < m.GetLength(1); j++) sum += (1 + i + 2 * j) * m[i, j] * m[i, j];
        return sum;
    }
}

public static partial class NestedFormsBase
{
    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp)]
    public static double[] Wave(double[] x, double a)
    {
        double[] y = new double[x.Length];
        for (int i = 1; i < x.Length; i++) y[i] = Math.Sin(a * x[i - 1]) * x[i] + x[0] * x[i];
        return y;
    }

    [Differentiable]
    public static double[] Tridiagonal(double[] x)
    {
        double[] r = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = -2 * x[i] * x[i] * x[i];
            if (i > 0) r[i] += x[i - 1] * x[i];
        }

        return r;
    }

    [Differentiable(nameof(u), Emit = Derivatives.Hessian | Derivatives.Jacobian)]
    public static double Flat(double[] u, int w)
    {
        double sum = 0;
        for (int i = 0; i < u.Length - w; i++) sum += u[i] * u[i] * u[i + w] * u[i + w];
        return sum;
    }

    /// <summary>Square roots by Heron's method, which pushes and pops.</summary>
    [Differentiable]
    public static double[] Roots(double[] x)
    {
        var r = new double[2];
        for (int k = 0; k < 2; k++)
        {
            double y = 1;
            double last = 0;
            while (Math.Abs(y - last) > 1e-14)
            {
                last = y;
                y = 0.5 * (y + x[k] * x[0] / y);
            }

            r[k] = y;
        }

        return r;
    }

    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp)]
    public static void Scale(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * x[i];
        for (int i = 0; i < y.Length; i++) y[i] = sum * x[i];
    }

    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.Hessian)]
    public static double Jagged(double[][] x)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < x[i].Length; j++) product *= Math.Sin(x[i][j]);
        return product;
    }

    [Differentiable]
    public static (double X, double Y) Polar(double r, double t) => (r * Math.Cos(t), r * r * Math.Sin(t));

    [Differentiable(Emit = Derivatives.HessianDiagonal | Derivatives.HessianVectorProduct | Derivatives.Hessian)]
    public static double Energy(double[] x, double k)
    {
        double sum = 0;
        for (int i = 1; i < x.Length; i++) sum += k * k * x[i] * x[i] * x[i - 1] * x[i - 1];
        return sum;
    }

    [Differentiable(Emit = Derivatives.Hessian)]
    public static double Running(double[] x)
    {
        for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1] * x[i];
        return x[^1] * x[0];
    }

    [Differentiable(Emit = Derivatives.Jacobian)]
    public static (double X, double Y)[] Springs((double X, double Y)[] p)
    {
        var force = new (double X, double Y)[p.Length];
        for (int i = 0; i < p.Length; i++)
        {
            force[i].X = p[i].X * p[i].Y * p[i].X;
            force[i].Y = Math.Sin(p[i].Y);
        }

        return force;
    }

    [Differentiable]
    public static double[] Relaxed(double[] u, double c)
    {
        double[] now = (double[])u.Clone(), next = new double[u.Length];
        for (int k = 0; k < 2; k++)
        {
            for (int i = 1; i + 1 < u.Length; i++) next[i] = now[i] + c * now[i] * (now[i - 1] - 2 * now[i] + now[i + 1]);
            (now, next) = (next, now);
        }

        return now;
    }
}
