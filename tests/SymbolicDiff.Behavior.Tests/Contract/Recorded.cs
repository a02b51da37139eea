namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>The loops of the README's table of what is recorded.</summary>
public static partial class Recorded
{
    [Differentiable, Point("0.3 0.5 0.7")]
    public static double Sum(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += Math.Sin(x[i]);
        return s;
    }

    [Differentiable, Point("0.3 0.5 0.7")]
    public static double Linear(double[] x)
    {
        double y = 0;
        for (int i = 0; i < x.Length; i++) y = 0.5 * y + x[i];
        return y * y;
    }

    [Differentiable, Point("0.3 0.5 0.7")]
    public static double Cheap(double[] x)
    {
        double y = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[i] * x[i];
            y = 0.5 * y + t * t;
        }

        return y * y;
    }

    [Differentiable, Point("0.3 0.5 0.7", "0.2 0.1 0.4")]
    public static double Stored(double[] x, double[] y)
    {
        for (int i = 1; i < x.Length; i++) y[i] = Math.Sin(y[i - 1] * x[i]);
        return y[^1];
    }

    [Differentiable, Point("0.3 0.5 0.7")]
    public static double Smallest(double[] x)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++)
            if (x[i] < y) y = x[i];
        return y;
    }

    [Differentiable, Point("0.3 0.5 0.7")]
    public static double Overwritten(double[] x)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++) y = Math.Sin(y + x[i]);
        return y;
    }

    [Differentiable, Point("0.3 0.5 0.7")]
    public static double Product(double[] x)
    {
        double p = 1;
        for (int i = 0; i < x.Length; i++) p *= x[i];
        return p;
    }

    [Differentiable, Point("0.3 0.5 0.25")]
    public static float Single(float[] x)
    {
        float y = 1;
        for (int i = 0; i < x.Length; i++) y = MathF.Sin(y + x[i]);
        return y;
    }

    [Differentiable, Point("0.3 0.5 0.7")]
    public static double Branch(double[] x)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (y > 0.5) y *= 0.5;
            else y += x[i];
        }

        return y;
    }

    [Differentiable, Point("0.3 0.5 0.7")]
    public static double Several(double[] x)
    {
        double y = 1, v;
        for (int i = 0; i < x.Length; i++)
        {
            v = Math.Sin(y + x[i]);
            y = Math.Cos(y * v);
        }

        return y;
    }

    [Differentiable, Point("0.3 0.5", 3)]
    public static double Inner(double[] x, int m)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < m; j++) y = Math.Sin(y + x[i]);

        return y;
    }

    [Differentiable(nameof(y)), Point(0.8, 0.4)]
    public static double Unknown(double y, double e)
    {
        while (Math.Abs(y) > e) y = Math.Sin(y);
        return y;
    }

    [Differentiable, Point("0.3 0.5 0.7")]
    public static double Checkpointed(double[] x)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++)
        {
            Gradients.Checkpoint();
            y = Math.Sin(y + x[i]);
        }

        return y;
    }
}
