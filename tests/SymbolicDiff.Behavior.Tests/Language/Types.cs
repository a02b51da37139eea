using SymbolicDiff;

namespace SymbolicDiff.Behavior.Tests.Language
{
    /// <summary>Instance methods; fields are constants.</summary>
    public partial class Instances
    {
        private readonly double[] coefficients = { 1, -2, 0.5 };
        private double scale = 3;

        public double Shift { get; set; } = 0.25;

        public static double Gain => 2;

        [Differentiable(Emit = Both), Point(1.5)]
        public double Polynomial(double x)
        {
            double r = 0;
            for (int i = coefficients.Length - 1; i >= 0; i--) r = r * x + coefficients[i];
            return r * this.scale + Shift * x + Gain * x * x;
        }

        [Differentiable(Emit = Both), Point("1 2 3")]
        protected internal double Weighted(double[] x)
        {
            double r = 0;
            for (int i = 0; i < x.Length; i++) r += coefficients[i] * x[i] * Scaled(x[i]);
            return r;
        }

        [Differentiable(Emit = Both), Point(1.5)]
        private double OnPrivate(double x) => Scaled(x) * this.Scaled(x);

        private double Scaled(double x) => x * scale + Shift;

        /// <summary>Nested in a class.</summary>
        private partial class Inner
        {
            private readonly double factor = 2;

            [Differentiable(Emit = Both), Point(1.5)]
            internal double Times(double x) => x * x * factor;

            internal partial struct Deepest
            {
                [Differentiable(Emit = Both), Point(1.5)]
                public static double Of(double x) => Math.Sin(x) * x;
            }
        }
    }

    public sealed partial class Generic<T>
        where T : struct
    {
        [Differentiable(Emit = Both), Point(1.5, 3)]
        public static double WithConstant(double x, T count) => x * x * count.GetHashCode();

        [Differentiable(Emit = Both), Point("1 2")]
        public double Sum(double[] a) => a[0] * a[1] + (typeof(T) == typeof(int) ? a[0] : 0);

        public static partial class Nested<TOther>
            where TOther : notnull
        {
            [Differentiable(Emit = Both), Point(1.5)]
            public static double Cube(double x) => x * x * x;
        }
    }

    public partial record Line(double Slope, double Intercept)
    {
        public Line()
            : this(2, 1)
        {
        }

        [Differentiable(Emit = Both), Point(1.5)]
        public double At(double x) => Slope * x * x + Intercept;
    }

    public readonly partial record struct Parabola(double A)
    {
        public Parabola()
            : this(4)
        {
        }

        [Differentiable(Emit = Both), Point(1.5)]
        public double At(double x) => A * x * x;
    }

    public partial struct Counter
    {
        private int n;

        [Differentiable(Emit = Both), Point(1.5)]
        public readonly double Power(double x)
        {
            double r = x;
            for (int i = 0; i < n + 3; i++) r *= x;
            return r;
        }

        public void Increment() => n++;
    }

    public partial interface IFormula
    {
        [Differentiable(Emit = Both), Point(1.5)]
        static double Squared(double x) => x * x;

        double Evaluate(double x);
    }

    public abstract partial class Base
    {
        [Differentiable(Emit = Both), Point("2 3")]
        protected static double Shared(double[] a) => a[0] * a[1] * a[1];

        [Differentiable(Emit = Both), Point(2)]
        public static double Overloaded(double x) => x * x;

        [Differentiable(Emit = Both), Point(2, 3)]
        public static double Overloaded(double x, double y) => x * y;

        [Differentiable(Emit = Both), Point("2 3")]
        public static double Overloaded(double[] x) => x[0] * x[1];

        [Differentiable(Emit = Both), Point(2f)]
        public static float Overloaded(float x) => x * x * x;
    }

    namespace Inner.Deeper
    {
        internal static partial class Nested
        {
            [Differentiable(Emit = Both), Point(2)]
            internal static double Reciprocal(double x) => 1 / x;
        }
    }

    public static partial class @class
    {
        [Differentiable(Emit = Both), Point(2, "1 2")]
        public static double @double(double @in, double[] @params) => @in * @params[0] * @params[1];
    }

    public static partial class Größen
    {
        [Differentiable(Emit = Both), Point(2)]
        public static double Fläche(double länge) => länge * länge;
    }
}

namespace @namespace.@event
{
    public static partial class Verbatim
    {
        [Differentiable(Emit = Both), Point(2)]
        public static double Of(double x) => x * x;
    }
}
