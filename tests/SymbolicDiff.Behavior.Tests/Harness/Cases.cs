using System.Reflection;

namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>Every differentiable method of this project, found by the attributes that say where to evaluate it.</summary>
public static class Cases
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static readonly SortedDictionary<string, MethodInfo> Methods = Find();

    /// <summary>The methods that have a gradient and a forward derivative.</summary>
    public static TheoryData<string> Names => NamesThat(_ => true);

    public static TheoryData<string> NamesWith<T>() where T : Attribute => NamesThat(method => method.IsDefined(typeof(T)));

    /// <summary>The methods that have all of the derivatives.</summary>
    public static TheoryData<string> NamesOf(Derivatives derivatives) =>
        [.. Methods.Where(method => Asked(method.Value).HasFlag(derivatives)).Select(method => method.Key)];

    public static Case Get(string name) => new(Methods[name]);

    public static Case Get(Type type, string method) => new(type.GetMethod(method, Declared)!);

    /// <summary>All points, whether or not the method is differentiable there.</summary>
    public static IEnumerable<object?[]> Points(Case tested) => SmoothPoints(tested).Concat(Singular(tested).Select(singular => singular.Arguments));

    /// <summary>The points at which differences decide.</summary>
    public static IEnumerable<object?[]> SmoothPoints(Case tested)
    {
        foreach (PointAttribute point in tested.Method.GetCustomAttributes<PointAttribute>()) yield return Arguments(tested, point.Arguments);
        foreach (EntryAttribute entry in tested.Method.GetCustomAttributes<EntryAttribute>().Where(entry => entry.NotByDifferences is null))
            foreach (var expected in Catalogued.Find(entry.Id).Expected) yield return Arguments(tested, entry, expected.At);
    }

    public static IEnumerable<(object?[] Arguments, double[]? Gradient)> Singular(Case tested) =>
        tested.Method.GetCustomAttributes<ConventionAttribute>().Select(convention => (
            Arguments(tested, new EntryAttribute("") { Rows = 1 }, Argument.ParseReals(convention.Inputs)),
            convention.Gradient is null ? null : Argument.ParseReals(convention.Gradient)));

    public static IEnumerable<(object?[] Arguments, Catalogued.Expectation Expected)> Expected(Case tested) =>
        from entry in tested.Method.GetCustomAttributes<EntryAttribute>()
        from expected in Catalogued.Find(entry.Id).Expected
        select (Arguments(tested, entry, expected.At), expected);

    public static IEnumerable<object?[]> Throwing(Case tested) =>
        tested.Method.GetCustomAttributes<ThrowsAttribute>().Select(throws => Arguments(tested, throws.Arguments));

    private static TheoryData<string> NamesThat(Func<MethodInfo, bool> isMeant) =>
        [.. Methods.Where(method => Asked(method.Value).HasFlag(Modes.Both) && isMeant(method.Value)).Select(method => method.Key)];

    private static Derivatives Asked(MethodInfo method)
    {
        CustomAttributeData attribute = method.GetCustomAttributesData().Single(data => data.AttributeType == typeof(DifferentiableAttribute));
        object? emit = attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == "Emit").TypedValue.Value;
        bool isReal = method.ReturnType == typeof(double) || method.ReturnType == typeof(float);
        return emit is int flags ? (Derivatives)flags : isReal ? Derivatives.Gradient : Derivatives.Jacobian;
    }

    private static object?[] Arguments(Case tested, object?[] given) =>
        [.. tested.Parameters.Select((parameter, i) =>
            i < given.Length ? Argument.Parse(parameter.ParameterType, given[i]) : parameter.DefaultValue)];

    private static object?[] Arguments(Case tested, EntryAttribute entry, double[] inputs)
    {
        var reals = new Queue<double>(inputs);
        var constants = new Queue<string>(entry.Constants);
        int scalars = tested.WithRespectTo.Count(i => tested.Parameters[i].ParameterType.IsPrimitive);
        var arguments = new object?[tested.Parameters.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            ParameterInfo parameter = tested.Parameters[i];
            if (tested.WithRespectTo.Contains(i)) arguments[i] = Argument.Take(parameter.ParameterType, reals, inputs.Length - scalars, entry.Rows);
            else if (constants.TryDequeue(out string? constant)) arguments[i] = Argument.Parse(parameter.ParameterType, constant);
            else arguments[i] = parameter.DefaultValue;
        }

        return arguments;
    }

    private static SortedDictionary<string, MethodInfo> Find()
    {
        var found = new SortedDictionary<string, MethodInfo>(StringComparer.Ordinal);
        foreach (Type type in typeof(Cases).Assembly.GetTypes())
        {
            if (!type.GetMethods(Declared).Any(IsCase)) continue;
            foreach (MethodInfo method in Closed(type).SelectMany(closed => closed.GetMethods(Declared)).Where(IsCase).SelectMany(Closed)) found.Add(NameOf(method), method);
        }

        return found;
    }

    private static IEnumerable<Type> Closed(Type type) =>
        type.IsGenericTypeDefinition ? Arguments(type.GetGenericArguments()).Select(arguments => type.MakeGenericType(arguments)) : [type];

    private static IEnumerable<MethodInfo> Closed(MethodInfo method) =>
        method.IsGenericMethodDefinition ? Arguments(method.GetGenericArguments()).Select(arguments => method.MakeGenericMethod(arguments)) : [method];

    /// <summary>Both precisions for what stands for reals, else an integer.</summary>
    private static IEnumerable<Type[]> Arguments(Type[] parameters) =>
        from argument in parameters.Any(StandsForReals) ? new[] { typeof(double), typeof(float) } : [typeof(int)]
        select parameters.Select(parameter => parameters.Length == 1 || StandsForReals(parameter) ? argument : typeof(int)).ToArray();

    private static bool StandsForReals(Type parameter) => parameter.GetGenericParameterConstraints().Any(constraint => constraint.Namespace == "System.Numerics");

    private static bool IsCase(MethodInfo method) =>
        method.IsDefined(typeof(PointAttribute))
        || method.IsDefined(typeof(EntryAttribute))
        || method.IsDefined(typeof(ConventionAttribute))
        || method.IsDefined(typeof(ThrowsAttribute));

    private static string NameOf(MethodInfo method)
    {
        string type = (method.DeclaringType!.Namespace is { } space ? space + "." : "") + string.Join('.', Nesting(method.DeclaringType));
        string name = (type + "." + method.Name).Replace("SymbolicDiff.Behavior.Tests.", "", StringComparison.Ordinal);
        if (method.IsGenericMethod) name += "<" + method.GetGenericArguments()[0].Name + ">";
        if (method.DeclaringType.IsGenericType && method.DeclaringType.GetGenericArguments()[0] != typeof(int)) name += "<" + method.DeclaringType.GetGenericArguments()[0].Name + ">";
        bool overloaded = method.DeclaringType.GetMethods(Declared).Count(other => other.Name == method.Name) > 1;
        return overloaded ? name + "(" + string.Join(',', method.GetParameters().Select(parameter => parameter.ParameterType.Name)) + ")" : name;
    }

    private static IEnumerable<string> Nesting(Type type) => type.DeclaringType is { } outer ? Nesting(outer).Append(type.Name) : [type.Name];
}
