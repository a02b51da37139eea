namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Loops of any shape.</summary>
public static partial class Iteration
{
    [Differentiable(Emit = Both), Point("1 2 3 4")]
    public static double Down(double[] a)
    {
        double r = 1;
        for (int i = a.Length - 1; i >= 0; i--) r = r * a[i] + i;
        return r;
    }

    /// <summary>To one below zero, in both ways to write it.</summary>
    [Differentiable(Emit = Both), Point("1 2 3 4", 0.3), Point("", 0.3)]
    public static double DownToMinusOne(double[] a, double x)
    {
        for (int i = a.Length - 1; i > -1; i--) x = Math.Sin(x * a[i]) + i;
        for (int i = a.Length - 1; i >= -1; i--) x = Math.Sin(x * (i + 3)) + x;
        return x;
    }

    [Differentiable(Emit = Both), Point("1 2 3 4 5")]
    public static double Strided(double[] a)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i += 2) r *= a[i];
        for (int i = a.Length - 1; i > 0; i -= 3) r += r * a[i];
        return r;
    }

    [Differentiable(Emit = Both), Point("1 2 3 4 5")]
    public static double SeveralVariables(double[] a)
    {
        double r = 0;
        for (int i = 0, j = a.Length - 1; i < j; i++, j--) r = r * r / 50 + a[i] * a[j];
        return r;
    }

    [Differentiable(Emit = Both), Point(1.1, 4)]
    public static double BoundThatChangesInside(double x, int n)
    {
        double r = x;
        for (int i = 0; i < n; i++)
        {
            r *= x;
            if (i == 2) n += 2;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point(1.1)]
    public static double CounterThatChangesInside(double x)
    {
        double r = x;
        for (int i = 0; i < 12; i++)
        {
            r = r * x + i;
            if (i % 3 == 0) i += 2;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point(1.1)]
    public static double CounterUsedAfterLoop(double x)
    {
        int i;
        double r = 1;
        for (i = 0; i < 5; i++) r *= x + i;
        return r * i;
    }

    [Differentiable(Emit = Both), Point(1.1)]
    public static double LongAndMultiplicativeCounters(double x)
    {
        double r = 1;
        for (long i = 1; i < 100; i *= 3) r = r * x + i;
        for (byte b = 0; b < 3; b++) r += b * x;
        for (uint u = 3; u > 0; u--) r *= x;
        return r;
    }

    [Differentiable(Emit = Both), Point(1.1)]
    public static double InclusiveAndNotEqual(double x)
    {
        double r = x;
        for (int i = 1; i <= 3; i++) r *= x + i;
        for (int i = 0; i != 6; i += 2) r += r * x / (i + 1);
        for (int i = 3; i >= 1; --i) r = Math.Sin(r) + i;
        for (int i = -3; i <= -1; ++i) r *= i;
        return r;
    }

    [Differentiable(Emit = Both), Point(0.8)]
    public static double ActiveCounter(double x)
    {
        double r = 0;
        for (double t = x; t < 3; t += 0.7) r += t * t;
        return r;
    }

    [Differentiable(Emit = Both), Point(0.9)]
    public static double ActiveCounterMultiplied(double x)
    {
        double r = 0;
        for (double t = x; t < 100; t *= 2.2) r += Math.Log(t) * t;
        return r;
    }

    [Differentiable(Emit = Both), Point(1.2)]
    public static double NoConditionBreak(double x)
    {
        double r = x;
        int i = 0;
        for (; ; )
        {
            r *= x;
            if (++i == 4) break;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point(1.2)]
    public static double WhileTrue(double x)
    {
        while (true)
        {
            x = x * x + 0.1;
            if (x > 10) return x;
        }
    }

    [Differentiable(Emit = Both), Point(1.2), Point(30)]
    public static double While(double x)
    {
        double r = 1;
        while (x < 10)
        {
            r += x * r;
            x *= 1.7;
        }

        return r * x;
    }

    [Differentiable(Emit = Both), Point(1.2), Point(30)]
    public static double DoWhile(double x)
    {
        double r = 1;
        do
        {
            r += x * r;
            x *= 1.7;
        }
        while (x < 10);
        return r * x;
    }

    [Differentiable(Emit = Both), Point(1.2)]
    public static double DoWithContinue(double x)
    {
        double r = 1;
        int i = 0;
        do
        {
            i++;
            if (i == 2) continue;
            r = r * x + i;
            if (i == 4) break;
        }
        while (i < 6 && r < 1000);
        return r * i;
    }

    [Differentiable(Emit = Both), Point(1.2)]
    public static double WhileWithEffectInCondition(double x)
    {
        int i = 0;
        double r = x;
        while ((r *= x) < 5 && i++ < 10) r += 0.1;
        return r + i * x;
    }

    [Differentiable(Emit = Both), Point("1 2 3; 4 5 6")]
    public static double ForEachOverMatrix(double[,] a)
    {
        double r = 1;
        foreach (double element in a) r = r / 2 + element * element * r;
        return r;
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4 5; 6")]
    public static double ForEachOverJagged(double[][] a)
    {
        double r = 1;
        foreach (double[] row in a)
        {
            double product = 1;
            foreach (double element in row) product *= element;
            r += product * row.Length;
        }

        return r;
    }

    [Differentiable(nameof(x), Emit = Both), Point(1.3, "3 1 2")]
    public static double ForEachOverIntegers(double x, int[] powers)
    {
        double r = 0;
        foreach (int power in powers)
        {
            double term = 1;
            for (int i = 0; i < power; i++) term *= x;
            r += term * power;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ForEachOverReadOnlySpan(ReadOnlySpan<double> a)
    {
        double r = 1;
        foreach (double element in a) r *= element + 1;
        foreach (ref readonly double element in a) r += element * element;
        return r;
    }

    [Differentiable(nameof(signal), nameof(kernel), Emit = Both), Point("1 2 -1 3 0.5", "0.5 -2"), Point("1 2", "3 4"), Point("1 2", "3 4 5"), Point("1 2", "0.5")]
    public static double ConvolutionToTheEnd(double[] signal, double[] kernel)
    {
        double r = 0;
        double before = 1;
        for (int i = 0; i + kernel.Length <= signal.Length; i++)
        {
            double s = 0;
            for (int j = 0; j < kernel.Length; j++) s += kernel[j] * signal[i + j];
            r += s * s * before;
            before = s;
        }

        for (int i = 1; i + kernel.Length < signal.Length; i++) r += before * signal[i] * signal[i + kernel.Length];
        return r + signal[0] * kernel[0];
    }
}
