namespace SymbolicDiff.Behavior.Tests.Language;

public static partial class Equivalents
{
    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double SubexpressionInPlace(double[] a, double x) => Math.Sin(a[0] * x + a[1]) * Math.Exp(a[0] * x + a[1]) / (1 + Math.Sin(a[0] * x + a[1])) + a[2] * a[3];

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double SubexpressionNamed(double[] a, double x)
    {
        double u = a[0] * x + a[1];
        double s = Math.Sin(u), rest = a[2] * a[3];
        return s * Math.Exp(u) / (1 + s) + rest;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double SkippedByContinue(double[] a, double x)
    {
        for (int i = 0; i < a.Length; i++)
        {
            x += a[i];
            if (a[i] > 0.4) continue;
            x *= a[i] * x;
            if (x > 0.35) continue;
            x = Math.Sqrt(x);
        }

        return x;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double SkippedByPredicate(double[] a, double x)
    {
        for (int i = 0; i < a.Length; i++)
        {
            x += a[i];
            bool goesOn = !(a[i] > 0.4);
            x = goesOn ? x * a[i] * x : x;
            goesOn = goesOn && !(x > 0.35);
            if (goesOn) x = Math.Sqrt(x);
        }

        return x;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double BoundKnown(double[] a, double x)
    {
        for (int i = 0; i < 4; i++) x = Math.Sin(x) + a[i] * x;
        return x;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double BoundFromData(double[] a, double x)
    {
        int n = 0;
        foreach (double t in a) n += t < 99 ? 1 : 0;
        for (int i = 0; i < n; i++) x = Math.Sin(x) + a[i] * x;
        return x;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double BoundByRecursion(double[] a, double x) => Next(a, x, 0);

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ByLocalFunction(double[] a, double x)
    {
        double scale = 1.5;
        return Scaled(a[0]) + Scaled(a[1]) * Scaled(x);

        double Scaled(double t)
        {
            scale += t;
            return scale * t + a[2];
        }
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ByStatements(double[] a, double x)
    {
        double scale = 1.5;
        scale += a[0];
        double first = scale * a[0] + a[2];
        scale += a[1];
        double second = scale * a[1] + a[2];
        scale += x;
        double third = scale * x + a[2];
        return first + second * third;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double InAStructure(double[] a, double x)
    {
        var p = new Pair(a[0], x);
        for (int i = 1; i < a.Length; i++)
        {
            p = p.Turned(a[i]);
            p.Second += i;
        }

        return p.First * p.Second;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double InLooseVariables(double[] a, double x)
    {
        double first = a[0], second = x;
        for (int i = 1; i < a.Length; i++)
        {
            double turned = first * a[i] - second;
            second = first + second * a[i];
            first = turned;
            second += i;
        }

        return first * second;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double AsOneReal(double[] a, double x)
    {
        double s = x;
        for (int i = 0; i < a.Length; i++) s = s * a[i] + Math.Cos(s);
        return s;
    }

    [Differentiable]
    public static double[] AsAnArrayOfOne(double[] a, double x)
    {
        double[] s = [x];
        for (int i = 0; i < a.Length; i++) s[0] = s[0] * a[i] + Math.Cos(s[0]);
        return s;
    }

    [Differentiable]
    public static void AsWhatItWrites(double[] a, double x, out double result)
    {
        result = x;
        for (int i = 0; i < a.Length; i++) result = result * a[i] + Math.Cos(result);
    }

    [Differentiable]
    public static float InSinglePrecision(float[] a, float x)
    {
        float s = x;
        for (int i = 0; i < a.Length; i++) s = s * a[i] + MathF.Cos(s);
        return s;
    }

    private static double Next(double[] a, double x, int i) => i == a.Length ? x : Next(a, Math.Sin(x) + a[i] * x, i + 1);

    private record struct Pair(double First, double Second)
    {
        public readonly Pair Turned(double by) => new(First * by - Second, First + Second * by);
    }
}
