namespace SymbolicDiff.Behavior.Tests.Language;

public static partial class Adversary
{
    private static readonly double[] Cache = new double[4];
    private static readonly int[] Order = { 0, 1 };
    private static double cell;

    private static double[] Again => Cache;

    private static int[] SameOrder => Order;

    private static void Mix(ref double p, ref double q)
    {
        p *= 2;
        q += p * q;
        p = q - p;
    }

    private static void Times(ref double p, double q) => p *= q;

    private static double Times(double p, double q) => p * q;

    private static void Plus(ref double p, double q) => p += q;

    private static void TimesOut(ref double p, out double q)
    {
        q = p * 2;
        p = q * p;
    }

    private static double ReadThenChange(in double v, ref double w)
    {
        w *= 3;
        double r = v;
        w += v;
        return r * v;
    }

    private static double Product(in double v, double w) => v * w;

    private static double WithDefault(double v, double k = 2) => v * k + k;

    private static bool TryGet(double v, out double w)
    {
        w = v * v;
        return v > 0.1;
    }

    private static void Zero(params double[] v)
    {
        v[0] = 0;
        v[1] *= 2;
    }

    private static ref double Largest(double[] v)
    {
        int k = 0;
        for (int i = 1; i < v.Length; i++)
            if (v[i] > v[k]) k = i;
        return ref v[k];
    }

    private static void Change(Pair p) => p.A *= 7;

    private static void Change(ref Pair p)
    {
        p.A *= 7;
        p.B += p.A;
    }

    private static Pair Same(Pair p) => p;

    private static void Scaled(in Pair p) => p.Scale(3);

    private static double Last(Pair p) => p.Scaled(2);

    private struct Pair
    {
        public double A, B;

        public double Doubled
        {
            get
            {
                A *= 2;
                return A;
            }
        }

        public void Scale(double s)
        {
            A *= s;
            B += A;
        }

        public double Scaled(double s)
        {
            A *= s;
            return A;
        }
    }

    private struct Five
    {
        public double A;

        public Five() => A = 5;
    }

    private record struct Layer(double[] W, double B);
}
