using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Lowering;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>Collects the rules of the user's: from methods, from the assembly's attributes and from files.</summary>
internal sealed class RuleReading(Compilation compilation, CancellationToken cancellation)
{
    public const string OfMethod = "SymbolicDiff.DerivativeAttribute";
    public const string OfAssembly = "SymbolicDiff.DerivativeRuleAttribute";
    public const string ByHand = "SymbolicDiff.DerivativeOfAttribute";

    private const string OfMethodExample = "[Derivative(\"cos(x)\")], one term for each real parameter";
    private const string OfAssemblyExample = "[assembly: DerivativeRule(typeof(Special), \"erf(x)\", \"2 / sqrt(pi) * exp(-x ^ 2)\")]";
    private const string OfFileExample = "'Special.erf(x): 2 / sqrt(pi) * exp(-x ^ 2)'";

    /// <summary>Of the attributes, in their order.</summary>
    private static readonly string[] ParameterNames = ["type", "method", "partials"];

    private readonly List<MethodDeclaration> declarations = [];
    private readonly Dictionary<MethodDeclaration, int> repeated = [];
    private readonly Dictionary<string, SourceText> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Function?> lowered = new(StringComparer.Ordinal);
    private readonly List<RulePlace> places = [];
    private readonly List<Diagnostic> diagnostics = [];
    private readonly List<RuleBody> bodies = [];
    private readonly List<MethodCallee> byHand = [];

    public static ReadRules Read(
        Compilation compilation, IEnumerable<IMethodSymbol> methods, IEnumerable<RuleFileText> files, CancellationToken cancellation)
    {
        var reading = new RuleReading(compilation, cancellation);
        foreach (var method in methods.OrderBy(MethodKeys.Of, StringComparer.Ordinal)) reading.ReadMethod(method);
        foreach (var attribute in compilation.Assembly.GetAttributes())
            if (attribute.AttributeClass?.ToDisplayString() == OfAssembly) reading.ReadAssembly(attribute);
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal)) reading.ReadFile(file);
        foreach (var referenced in ReferencedRules.Of(compilation)) reading.ReadReferenced(referenced);
        return new ReadRules(
            reading.declarations.ToEquatableArray(), reading.places, reading.diagnostics, reading.bodies.ToEquatableArray(), reading.byHand.ToEquatableArray());
    }

    /// <summary>What comes with another assembly holds where nothing is said here.</summary>
    private void ReadReferenced(ReferencedRules referenced)
    {
        var site = new RuleSite(Location.None, "", static (_, _, _) => Location.None, referenced.Name);
        foreach (var (method, attribute) in referenced.OfMethods)
            if (TextsOf(attribute, 0) is { } parts) Add(method, new RuleText(RuleForm.Partials, "attribute", 0, parts), site);
        foreach (AttributeData attribute in referenced.OfAssembly)
            if (TextsOf(attribute, 1) is { Count: > 0 } parts) ReadOfAssembly(attribute, parts, site);
        foreach (var (vjp, attribute) in referenced.ByHand)
        {
            if (!compilation.IsSymbolAccessibleWithin(vjp, compilation.Assembly)) continue;
            if (DerivativesByHand.Find(vjp, attribute, compilation) is not var (method, callee) || !IsMeantByItsKey(method)) continue;
            if (!byHand.Exists(known => known.Key == MethodKeys.Of(method))) byHand.Add(new MethodCallee(MethodKeys.Of(method), callee));
        }
    }

    /// <summary>Not so where a type of this project, or of an assembly before, has the same name.</summary>
    private bool IsMeantByItsKey(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(MethodKeys.Find(MethodKeys.Of(method), compilation), method);

    private void ReadMethod(IMethodSymbol method)
    {
        var attribute = method.GetAttributes().First(candidate => candidate.AttributeClass?.ToDisplayString() == OfMethod);
        if (SyntaxOf(attribute) is not { } syntax || TextsOf(attribute, 0) is not { } parts) return;
        var text = new RuleText(RuleForm.Partials, "attribute", 0, parts);
        var expressions = Arguments(syntax, 0, parts.Count);
        Add(method, text, new RuleSite(syntax.GetLocation(), OfMethodExample, (part, line, column) => At(syntax, expressions, part, line, column)));
    }

    private void ReadAssembly(AttributeData attribute)
    {
        if (SyntaxOf(attribute) is not { } syntax || TextsOf(attribute, 1) is not { Count: > 0 } parts) return;
        var expressions = Arguments(syntax, 1, parts.Count);
        ReadOfAssembly(attribute, parts, new RuleSite(syntax.GetLocation(), OfAssemblyExample, (part, line, column) => At(syntax, expressions, part, line, column)));
    }

    private void ReadOfAssembly(AttributeData attribute, EquatableArray<string> parts, RuleSite site)
    {
        if (attribute.ConstructorArguments[0].Value is not INamedTypeSymbol type) return;
        var text = new RuleText(RuleForm.HeadAndPartials, "assembly", 0, parts);
        if (RuleTexts.Method(parts[0]) is not { } named)
        {
            RefuseUnnamed(site.At(0, 1, 1), parts[0], "expected a method with names for its parameters", site);
            return;
        }

        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(method => MethodNames.Match(method.Name, named.Name)).ToList();
        AddOverloads(methods, named, type.ToDisplayString(), text, site);
    }

    private void ReadFile(RuleFileText file)
    {
        if (file.Mistake is { } mistake)
            diagnostics.Add(Diagnostic.Create(RuleDiagnostics.Mistake, InFile(file, mistake.Line, mistake.Column), file.Path, mistake.Problem, OfFileExample));
        foreach (var rule in file.Rules)
        {
            var text = new RuleText(RuleForm.Rule, file.Path, rule.LinesAbove, EquatableArray.Of(rule.Text));
            var site = new RuleSite(InFile(file, rule.LinesAbove + 1, 1), OfFileExample, (_, line, column) => InFile(file, line, column));
            if (RuleTexts.Method(rule.Text) is not { } named || named.Name.IndexOf('.') < 0)
            {
                string written = rule.Text.Split('(', ':', '\n')[0].Trim();
                RefuseUnnamed(site.Whole, written, "expected a method with its type", site);
                continue;
            }

            string type = MethodNames.TypeOf(named.Name);
            var types = TypesNamed(type);
            if (types.Count != 1)
            {
                string found = types.Count == 0
                    ? "found no type '" + RuleLimits.Short(type) + "'"
                    : "found several types '" + RuleLimits.Short(type) + "': " + string.Join(", ", types.Select(candidate => candidate.ToDisplayString()));
                RefuseUnnamed(site.Whole, named.Name, found, site);
                continue;
            }

            string name = MethodNames.Last(named.Name);
            var methods = types[0].GetMembers().OfType<IMethodSymbol>().Where(method => MethodNames.Match(method.Name, name)).ToList();
            AddOverloads(methods, (name, named.Parameters), types[0].ToDisplayString(), text, site);
        }
    }

    /// <summary>The types that a rule file's name may mean: the full name, or the end of one in this compilation.</summary>
    private List<INamedTypeSymbol> TypesNamed(string name)
    {
        if (compilation.GetTypeByMetadataName(name) is { } exact) return [exact];
        string last = MethodNames.Last(name);
        return [.. compilation.GetSymbolsWithName(last, SymbolFilter.Type, cancellation).OfType<INamedTypeSymbol>()
            .Where(type => MethodNames.MatchExactly(type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), name))
            .OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal)];
    }

    private void AddOverloads(List<IMethodSymbol> methods, (string Name, int Parameters) named, string type, RuleText text, RuleSite site)
    {
        if (methods.Exists(method => method.Name == named.Name)) methods.RemoveAll(method => method.Name != named.Name);
        var fitting = methods.Where(method => method.Parameters.Length == named.Parameters).ToList();
        if (fitting.Count == 0)
        {
            string counts = string.Join(" or ", methods.Select(method => method.Parameters.Length).Distinct());
            string found = methods.Count == 0 ? "'" + type + "' has no method '" + RuleLimits.Short(named.Name) + "'" : "'" + type + "." + methods[0].Name + "' takes " + counts + " parameters";
            RefuseUnnamed(site.At(0, 1 + text.LinesAbove, 1), named.Name, found, site);
            return;
        }

        var able = fitting.Where(method => RuledMethods.WhyNot(method) is null).ToList();
        if (able.Count > 0) fitting = able;
        foreach (var method in fitting) Add(method, text, site);
    }

    private void RefuseUnnamed(Location at, string written, string found, RuleSite site) =>
        Report(site, Diagnostic.Create(RuleDiagnostics.NoMethod, at, RuleLimits.Short(written), found, site.Example));

    /// <summary>What is wrong with the rules of another assembly was said when that was built; here calls of its methods are refused.</summary>
    private void Report(RuleSite site, Diagnostic mistake)
    {
        if (site.Assembly is null) diagnostics.Add(mistake);
    }

    private void Add(IMethodSymbol method, RuleText text, RuleSite site)
    {
        if (site.Assembly is not null && (!IsMeantByItsKey(method) || declarations.Exists(known => known.Key == MethodKeys.Of(method)))) return;
        if (RuledMethods.WhyNot(method) is { } reason)
        {
            Report(site, Diagnostic.Create(RuleDiagnostics.DoesNotFit, site.Whole, method.Name, reason));
            return;
        }

        var declaration = RuledMethods.Declare(method, text) with { Assembly = site.Assembly };
        repeated.TryGetValue(declaration, out int times);
        repeated[declaration] = times + 1;
        if (times > 0) declaration = declaration with { Rule = declaration.Rule with { Place = FormattableString.Invariant($"{declaration.Rule.Place} {times + 1}") } };
        declarations.Add(declaration);
        places.Add(new RulePlace(declaration, site.Whole, site.Example, site.At));
        if (site.Assembly is null && method.DeclaringSyntaxReferences.Length > 0 && BodyOf(method) is { } body)
            bodies.Add(new RuleBody(declaration, body));
    }

    /// <summary>The lowered body, which several rules may be compared with.</summary>
    private Function? BodyOf(IMethodSymbol method)
    {
        string key = MethodKeys.Of(method);
        if (!lowered.TryGetValue(key, out Function? body)) lowered.Add(key, body = RuleBodies.Lower(method, compilation, cancellation));
        return body;
    }

    private static AttributeSyntax? SyntaxOf(AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;

    /// <summary>The strings among the arguments from one on; null where the attribute does not compile.</summary>
    private static EquatableArray<string>? TextsOf(AttributeData attribute, int first)
    {
        if (attribute.AttributeConstructor is null) return null;
        var values = attribute.ConstructorArguments.Skip(first)
            .SelectMany(argument => argument.Kind != TypedConstantKind.Array ? new[] { argument } : argument.IsNull ? Enumerable.Empty<TypedConstant>() : argument.Values).ToList();
        return values.TrueForAll(value => value.Value is string) ? values.Select(value => (string)value.Value!).ToEquatableArray() : null;
    }

    /// <summary>The strings of an attribute as they are written; those of an array one by one.</summary>
    private static List<ExpressionSyntax> Arguments(AttributeSyntax attribute, int first, int count)
    {
        IEnumerable<AttributeArgumentSyntax> written = attribute.ArgumentList?.Arguments ?? [];
        var arguments = written.OrderBy(argument => argument.NameColon is { } name ? Array.IndexOf(ParameterNames, name.Name.Identifier.ValueText) : 0)
            .Skip(first).SelectMany(argument => ElementsOf(argument.Expression)).ToList();
        return arguments.Count == count ? arguments : [];
    }

    private static IEnumerable<ExpressionSyntax> ElementsOf(ExpressionSyntax argument) => argument switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
        _ => [argument],
    };

    private Location At(AttributeSyntax attribute, List<ExpressionSyntax> arguments, int part, int line, int column) =>
        part < arguments.Count ? new LiteralPlaces(compilation).Of(arguments[part], line, column) : attribute.GetLocation();

    private Location InFile(RuleFileText file, int line, int column)
    {
        if (!texts.TryGetValue(file.Path, out SourceText? text)) texts.Add(file.Path, text = SourceText.From(file.Text));
        TextSpan word = LiteralPlaces.WordAt(file.Text, line, column);
        return Location.Create(file.Path, word, text.Lines.GetLinePositionSpan(word));
    }

    /// <summary>Where a rule stands, before it is known of which method it is; the assembly only if it is another one.</summary>
    private sealed record RuleSite(Location Whole, string Example, Func<int, int, int, Location> At, string? Assembly = null);
}
