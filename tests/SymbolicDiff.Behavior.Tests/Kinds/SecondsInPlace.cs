namespace SymbolicDiff.Behavior.Tests.Kinds;

/// <summary>Second derivatives of methods that change what they are given, and of stencils.</summary>
public static partial class SecondsInPlace
{
    private const Derivatives All = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Point("1.5 -2 0.5"), Point("1.5")]
    [Differentiable(Emit = All)]
    public static double Running(double[] x)
    {
        for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1];
        return x[^1] * x[0];
    }

    [Point("1.5 -2 0.5", 0.5)]
    [Differentiable(Emit = All)]
    public static double Scaled(Span<double> x, double s)
    {
        s *= s;
        foreach (ref double t in x) t = Math.Sin(s * t);
        double sum = 0;
        foreach (double t in x) sum += t * t * s;
        return sum;
    }

    [Point("1.5 -2; 0.5 0.25 3")]
    [Differentiable(Emit = All)]
    public static double Jagged(double[][] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            for (int j = 1; j < x[i].Length; j++) sum += (x[i][j] *= x[i][j - 1]) * x[i][j];
        return sum;
    }

    [Point("1 2; 3 4", 0.5)]
    [Differentiable(Emit = All)]
    public static double Matrix(double[,] x, double k)
    {
        double sum = 0;
        for (int i = 0; i < x.GetLength(0); i++)
            for (int j = 0; j < x.GetLength(1); j++) sum += k * (x[i, j] *= x[i, 0]);
        return sum * sum;
    }

    [Point("1 2; 3 4", 3)]
    [Differentiable(nameof(p), Emit = All)]
    public static double Points((double X, double Y)[] p, int n)
    {
        for (; n > 0; n--)
            for (int i = 0; i < p.Length; i++) p[i].X = Math.Cos(p[i].X * p[i].Y);
        double sum = 0;
        for (int i = 0; i < p.Length; i++) sum += p[i].X * p[i].Y;
        return sum;
    }

    [Point("1.5 -2 0.5", "1 1 1", 7)]
    [Differentiable(nameof(x), Emit = All)]
    public static double WithScratch(double[] x, double[] scratch, ref int calls)
    {
        calls++;
        for (int i = 0; i < x.Length; i++) scratch[i] += x[i] * x[i];
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += scratch[i] * scratch[i];
        return sum;
    }

    [Point("1.5 -2 0.5", 0.25)]
    [Differentiable(nameof(x), nameof(s), Emit = All)]
    public static double ByReference(double[] x, ref double s)
    {
        s *= x[0] * x[1];
        Console.Write("");
        return s * s * x[2];
    }

    [Point("1.5 -2 0.5", "1 2 3")]
    [Differentiable(Emit = All)]
    public static double Chosen(double[] x, double[] y)
    {
        double[] both = x[0] > 0 ? x : y;
        for (int i = 1; i < both.Length; i++) both[i] *= both[i - 1] * y[0];
        return both[^1] * x[1];
    }

    [Point("1.2 0.7 -0.3", "0.5 0.25 1", 0.5)]
    [Differentiable(Emit = All)]
    public static double Coupled(double[] x, double[] y, double k)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] * y[i] * k;
            if (i > 0) sum += x[i - 1] * y[i] * y[i];
        }

        return sum;
    }

    [Point("1.2 0.7 -0.3; 1 2 3; 0.5 0.25 1"), Point("1.2 0.7 -0.3")]
    [Differentiable(Emit = All)]
    public static double Dirichlet(double[,] u)
    {
        double sum = 0;
        for (int i = 0; i < u.GetLength(0); i++)
        {
            for (int j = 0; j < u.GetLength(1); j++)
            {
                if (i > 0) sum += (u[i, j] - u[i - 1, j]) * (u[i, j] - u[i - 1, j]) * u[i, j];
                if (j > 0) sum += Math.Exp(u[i, j] * u[i, j - 1]);
            }
        }

        return sum;
    }

    [Point("1.2 0.7 -0.3 1 2 3 0.5 0.25 1", 3), Point("1.2 0.7 -0.3 1 2 3 0.5 0.25 1", 1), Point("1.2 0.7 -0.3 1 2 3 0.5 0.25 1", 0)]
    [Differentiable(nameof(u), Emit = All)]
    public static double DirichletOfFlat(double[] u, int w)
    {
        double sum = 0;
        for (int i = 0; i < u.Length; i++)
        {
            if (i >= w) sum += u[i] * u[i] * u[i - w];
            if (i > 0) sum += u[i] * u[i - 1];
        }

        return sum;
    }

    [Point("1 2 0.5; 3 4 1; 5 6 2", "1 2 3")]
    [Differentiable(Emit = All)]
    public static float Chain((float X, float Y, float M)[] p, float[] rest)
    {
        float sum = 0;
        for (int i = 1; i < p.Length; i++)
        {
            float dx = p[i].X - p[i - 1].X, dy = p[i].Y - p[i - 1].Y;
            sum += p[i].M * (dx * dx + dy * dy - rest[i] * rest[i]);
        }

        return sum * 0.25f;
    }
}
