namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Properties and indexers of structures that are assigned and have bodies.</summary>
public static partial class Setters
{
    private struct Vector
    {
        private double first;
        private double second;

        public Vector(double first, double second) => (this.first, this.second) = (first, second);

        public double Length
        {
            readonly get => Math.Sqrt(first * first + second * second);
            set
            {
                double length = Length;
                first *= value / length;
                second *= value / length;
            }
        }

        public double this[int index]
        {
            readonly get => index == 0 ? first : second;
            set
            {
                if (index == 0) first = value;
                else second = value;
            }
        }

        public void Turn(double by)
        {
            double before = this[0];
            this[0] = before * Math.Cos(by) - this[1] * Math.Sin(by);
            this[1] = before * Math.Sin(by) + this[1] * Math.Cos(by);
        }
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ByIndexer(double x, double y)
    {
        var v = new Vector(x, y);
        double before = v[0];
        v[0] = v[1] * 2;
        Vector copy = v;
        v[1] *= x;
        copy[0] += v[0] = y * y;
        return v[0] * v[1] + before * copy[0] + copy[1];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ByProperty(double x, double y)
    {
        var v = new Vector(x, y);
        v.Length = x * 3;
        v.Length += y;
        v.Turn(x);
        return v[0] * v[1] + v.Length;
    }

    [Differentiable(Emit = Both), Point("0.7 1.3 0.2", 3)]
    public static double InLoop(double[] a, int n)
    {
        Vector v = default;
        for (int i = 0; i < n; i++)
        {
            v[i % 2] += a[i] * v[0];
            v[1 - i % 2] = v[i % 2] * a[i] + 1;
        }

        return v[0] * v[1];
    }
}
