namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G7: variables and elements that are overwritten.</summary>
public static partial class Mutations
{
    [Differentiable(Emit = Both), Entry("M01")]
    public static double M01(double x, double y)
    {
        x = y;
        return y;
    }

    [Differentiable(Emit = Both), Entry("M02")]
    public static double M02(double x, double y)
    {
        x = x * x;
        y = x * x;
        x = y;
        return y;
    }

    [Differentiable(Emit = Both), Entry("M03")]
    public static double M03(double x, double y)
    {
        double t = x = y;
        return t;
    }

    [Differentiable(Emit = Both), Entry("M04")]
    public static double M04(double x, double y)
    {
        double[] t = { 1, x, y, 1 };
        t[3] = y *= t[0] = t[1] = t[2];
        return t[3];
    }

    [Differentiable(Emit = Both), Entry("M05")]
    public static double M05(double x, double y)
    {
        double t = x * (y = x);
        return t * y;
    }

    [Differentiable(Emit = Both), Entry("M07")]
    public static double M07(double x, double y)
    {
        x /= y;
        return x;
    }

    [Differentiable(Emit = Both), Entry("M08")]
    public static double M08(double x, double y)
    {
        x *= y + 1;
        return x;
    }

    [Differentiable(Emit = Both), Entry("M09")]
    public static double M09(double x)
    {
        x++;
        ++x;
        x--;
        return x * x;
    }

    [Differentiable(Emit = Both), Entry("M11")]
    public static double M11(double x, double y)
    {
        double[] arr = new double[2];
        arr[0] = y;
        x *= arr[0];
        int i = 0;
        arr[i] = 0;
        return x;
    }

    [Differentiable(Emit = Both), Entry("M13")]
    public static double M13(double[] a)
    {
        int n = a.Length;
        for (int i = 0; i < n / 2; i++)
        {
            double t = a[i];
            a[i] = a[n - 1 - i];
            a[n - 1 - i] = t;
        }

        double s = 0;
        for (int i = 0; i < n; i++) s += (i + 1) * a[i];
        return s;
    }

    [Differentiable(Emit = Both), Entry("M15")]
    public static double M15(double[] a)
    {
        for (int i = 1; i < a.Length; i++)
        {
            if (a[i] > a[0])
            {
                double t = a[i];
                a[i] = a[0];
                a[0] = t;
            }
        }

        return a[0];
    }

    [Differentiable(Emit = Both), Entry("M16")]
    public static double M16(double x, double y)
    {
        double[] b = new double[3];
        int k = 1;
        b[k] = x;
        b[k] = y;
        return b[k];
    }

    [Differentiable(Emit = Both), Entry("M17")]
    public static double M17(double x, double y)
    {
        double[] v = new double[1];
        v[0] = 0;
        v[0] += x;
        v[0] += y;
        v[0] *= v[0];
        return v[0];
    }

    [Differentiable(Emit = Both), Entry("M18")]
    public static double M18(double x, double y)
    {
        double[] buf = new double[2];
        double r = 0;
        for (int k = 1; k <= 2; k++)
        {
            Array.Clear(buf);
            buf[0] += x;
            buf[1] += k * y;
            r += buf[0] * buf[1];
        }

        return r;
    }

    [Differentiable(nameof(x), Emit = Both), Entry("M19", Constants = ["7 8"])]
    public static double M19(double x, double[] tmp)
    {
        tmp[0] = 1;
        for (int i = 0; i < 5; i++) tmp[0] *= x;
        return tmp[0];
    }

    [Differentiable(Emit = Both), Entry("M21")]
    public static double M21(double a, double b)
    {
        Update(ref a, b);
        Update(ref a, b);
        return a;
    }

    private static void Update(ref double a, double b)
    {
        a += b;
    }
}
