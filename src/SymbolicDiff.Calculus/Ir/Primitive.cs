namespace SymbolicDiff.Calculus.Ir;

public enum PrimitiveForm
{
    Prefix,
    Infix,
    Function,
    Conversion,
    Length,

    /// <summary>A call of a <see cref="RuledMethod"/>.</summary>
    Method,
}

/// <summary>
/// An operation that is atomic to the differentiation. The name is the one that rules use. <see cref="Checked"/> is for integer arithmetic
/// and conversions that throw on overflow. Compared by name, checkedness and method.
/// </summary>
public sealed record Primitive
{
    /// <summary>What is taken for the cost of a method whose body is not looked at.</summary>
    private const int CostOfCall = 50;

    private readonly int hash;

    private static readonly Dictionary<string, Primitive> Known = new(StringComparer.Ordinal);

    public static readonly Primitive Add = Define("+", PrimitiveForm.Infix, 2, 1, "sum");
    public static readonly Primitive Subtract = Define("-", PrimitiveForm.Infix, 2, 1, "difference");
    public static readonly Primitive Multiply = Define("*", PrimitiveForm.Infix, 2, 1, "product");
    public static readonly Primitive Divide = Define("/", PrimitiveForm.Infix, 2, 4, "quotient");
    public static readonly Primitive Remainder = Define("%", PrimitiveForm.Infix, 2, 20, "remainder");
    public static readonly Primitive Negate = Define("neg", PrimitiveForm.Prefix, 1, 1, "negated", "-");

    public static readonly Primitive And = Define("&", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive Or = Define("|", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive Xor = Define("^", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive Complement = Define("~", PrimitiveForm.Prefix, 1, 1);
    public static readonly Primitive ShiftLeft = Define("<<", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive ShiftRight = Define(">>", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive UnsignedShiftRight = Define(">>>", PrimitiveForm.Infix, 2, 1);

    public static readonly Primitive AndAlso = Define("&&", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive OrElse = Define("||", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive Not = Define("!", PrimitiveForm.Prefix, 1, 1);

    public static readonly Primitive Equal = Define("==", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive NotEqual = Define("!=", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive Less = Define("<", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive LessOrEqual = Define("<=", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive Greater = Define(">", PrimitiveForm.Infix, 2, 1);
    public static readonly Primitive GreaterOrEqual = Define(">=", PrimitiveForm.Infix, 2, 1);

    /// <summary>To the type of the <see cref="Apply"/>, from the operand's, both scalar.</summary>
    public static readonly Primitive Convert = Define("convert", PrimitiveForm.Conversion, 1, 1);

    /// <summary>The number of all elements of a storage (<c>.Length</c>), an int.</summary>
    public static readonly Primitive Length = Define("length", PrimitiveForm.Length, 1, 1);

    /// <summary>The number of elements in the dimension that the second operand names (<c>.GetLength(d)</c>), an int.</summary>
    public static readonly Primitive LengthOf = Define("lengthOf", PrimitiveForm.Length, 2, 1);

    // Functions: the methods of Math and MathF, the type of the Apply says which; those that Math has not are statics of double and float.
    // The elements of a tuple are primitives of their own: sinCos.Sin, sinCos.Cos.
    // The names are the rule language's: the method's own with a small first letter, unless one is given.
    public static readonly Primitive Exp = Method("Exp", 1, 20);
    public static readonly Primitive Log = Method("Log", 1, 20);
    public static readonly Primitive Sqrt = Method("Sqrt", 1, 6);
    public static readonly Primitive Sin = Method("Sin", 1, 20);
    public static readonly Primitive Cos = Method("Cos", 1, 20);
    public static readonly Primitive Pow = Method("Pow", 2, 40);
    public static readonly Primitive Abs = Method("Abs", 1, 1);
    public static readonly Primitive Max = Method("Max", 2, 3);
    public static readonly Primitive Min = Method("Min", 2, 3);
    public static readonly Primitive Tanh = Method("Tanh", 1, 30);

    static Primitive()
    {
        foreach (string name in new[] { "Log2", "Log10", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Asinh", "Acosh", "Atanh", "Cbrt" })
            Method(name, 1, 25);
        foreach (string name in new[] { "Floor", "Ceiling", "Truncate", "Round", "Sign", "BitIncrement", "BitDecrement", "ReciprocalEstimate", "ReciprocalSqrtEstimate", "ILogB" })
            Method(name, 1, 2);
        foreach (string name in new[] { "Atan2", "IEEERemainder" })
            Method(name, 2, 40);
        foreach (string name in new[] { "CopySign", "MaxMagnitude", "MinMagnitude", "ScaleB" })
            Method(name, 2, 3);
        Define("logBase", PrimitiveForm.Function, 2, 45, "logarithm", "Log");
        Define("roundTo", PrimitiveForm.Function, 2, 10, "rounded", "Round");
        Define("roundToMode", PrimitiveForm.Function, 3, 10, "rounded", "Round");
        Define("clamp", PrimitiveForm.Function, 3, 4, "clamped", "Clamp");
        Define("fma", PrimitiveForm.Function, 3, 2, "fused", "FusedMultiplyAdd");
        Define("sinCos.Sin", PrimitiveForm.Function, 1, 30, "sin", "SinCos");
        Define("sinCos.Cos", PrimitiveForm.Function, 1, 30, "cos", "SinCos");
        DefineStatics();
    }

    private Primitive(
        string name, PrimitiveForm form, int arity, int cost, string local, string text, bool isChecked, bool isStatic = false, RuledMethod? method = null)
    {
        (Name, Form, Arity, Cost, LocalName, Text, Checked, IsStaticOfNumber, Ruled) = (name, form, arity, cost, local, text, isChecked, isStatic, method);
        hash = unchecked(StringComparer.Ordinal.GetHashCode(name) * 2 + (isChecked ? 1 : 0));
    }

    /// <summary>The name in rules, unique.</summary>
    public string Name { get; }

    public PrimitiveForm Form { get; }

    public int Arity { get; }

    /// <summary>A rough cost in units of an addition.</summary>
    public int Cost { get; }

    /// <summary>What a local that holds the result is called where the user gave no name.</summary>
    public string LocalName { get; }

    /// <summary>The C# operator, or the C# method's name.</summary>
    public string Text { get; }

    /// <summary>Whether integer arithmetic throws on overflow.</summary>
    public bool Checked { get; }

    /// <summary>The element of the tuple that the function returns: <c>Sin</c> of <c>sinCos.Sin</c>; null for other functions.</summary>
    public string? TupleElement => Form == PrimitiveForm.Function && Name.IndexOf('.') is > 0 and var dot ? Name.Substring(dot + 1) : null;

    /// <summary>Whether the method is a static of double and float that Math and MathF have not.</summary>
    public bool IsStaticOfNumber { get; }

    /// <summary>The method that is called; null where the operation is no <see cref="PrimitiveForm.Method"/>.</summary>
    public RuledMethod? Ruled { get; }

    /// <summary>All primitives but calls of methods with rules, by name.</summary>
    public static IReadOnlyDictionary<string, Primitive> All => Known;

    /// <summary>The call of a method that has a rule.</summary>
    public static Primitive Call(RuledMethod method)
    {
        string local = char.ToLowerInvariant(method.Name[0]) + method.Name.Substring(1);
        return new Primitive(method.Callee, PrimitiveForm.Method, method.Parameters.Count, CostOfCall, local, method.Name, isChecked: false, method: method);
    }

    /// <summary>The same operation, throwing on overflow.</summary>
    public Primitive WithChecked(bool isChecked) => isChecked == Checked ? this : new Primitive(Name, Form, Arity, Cost, LocalName, Text, isChecked, IsStaticOfNumber);

    public bool Equals(Primitive? other) =>
        ReferenceEquals(this, other) || (other is not null && other.hash == hash && other.Name == Name && other.Checked == Checked && Equals(other.Ruled, Ruled));

    public override int GetHashCode() => hash;

    public override string ToString() => Name;

    private static void DefineStatics()
    {
        foreach (string name in new[] { "Exp2", "Exp10", "ExpM1", "Exp2M1", "Exp10M1", "LogP1", "Log2P1", "Log10P1" })
            Static(name, 1, 40);
        foreach (string name in new[] { "SinPi", "CosPi", "TanPi", "AsinPi", "AcosPi", "AtanPi" })
            Static(name, 1, 25);
        foreach (string name in new[] { "Atan2Pi", "RootN", "Hypot" })
            Static(name, 2, 40);
        foreach (string name in new[] { "DegreesToRadians", "RadiansToDegrees" })
            Static(name, 1, 5);
        foreach (string name in new[] { "MaxNative", "MinNative", "MaxNumber", "MinNumber", "MaxMagnitudeNumber", "MinMagnitudeNumber" })
            Static(name, 2, 3);
        foreach (string name in new[] { "Lerp", "MultiplyAddEstimate", "ClampNative" })
            Static(name, 3, 4);
        Define("sinCosPi.SinPi", PrimitiveForm.Function, 1, 30, "sinPi", "SinCosPi", isStatic: true);
        Define("sinCosPi.CosPi", PrimitiveForm.Function, 1, 30, "cosPi", "SinCosPi", isStatic: true);
    }

    private static Primitive Method(string method, int arity, int cost)
    {
        string name = method == "IEEERemainder" ? "ieeeRemainder" : method == "ILogB" ? "ilogB" : WithSmallLetter(method);
        return Define(name, PrimitiveForm.Function, arity, cost, name, method);
    }

    private static void Static(string method, int arity, int cost) =>
        Define(WithSmallLetter(method), PrimitiveForm.Function, arity, cost, WithSmallLetter(method), method, isStatic: true);

    private static string WithSmallLetter(string method) => char.ToLowerInvariant(method[0]) + method.Substring(1);

    private static Primitive Define(
        string name, PrimitiveForm form, int arity, int cost, string local = "value", string? text = null, bool isStatic = false)
    {
        var primitive = new Primitive(name, form, arity, cost, local, text ?? name, isChecked: false, isStatic);
        Known.Add(name, primitive);
        return primitive;
    }
}
