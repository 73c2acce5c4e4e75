import java.io.Reader;
import java.io.StringReader;
import java.util.*;
import java.util.function.*;
import org.apache.lucene.analysis.*;
import org.apache.lucene.analysis.charfilter.*;
import org.apache.lucene.analysis.compound.DictionaryCompoundWordTokenFilter;
import org.apache.lucene.analysis.compound.CompoundWordTokenFilterBase;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.core.*;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.apache.lucene.analysis.synonym.*;
import org.apache.lucene.util.Version;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.*;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.*;

/**
 * Text analysis under Elasticsearch's own names, on Lucene's own classes: its built-in module is not
 * published as a jar. On an official distribution that module answers to the same names.
 */
public class CommonAnalysisPlugin extends Plugin implements AnalysisPlugin {
  static TokenFilterFactory filter(String name, UnaryOperator<TokenStream> f) {
    return new TokenFilterFactory() {
      public String name() { return name; }
      public TokenStream create(TokenStream in) { return f.apply(in); }
    };
  }
  static AnalysisProvider<TokenFilterFactory> lucene(String spi, String... keys) {
    return (index, env, name, settings) -> {
      UnaryOperator<TokenStream> make = in -> {
        Map<String, String> args = new HashMap<>();
        args.put("luceneMatchVersion", Version.LATEST.toString());
        for (int i = 0; i + 1 < keys.length; i += 2) { String v = settings.get(keys[i]); if (v != null) args.put(keys[i + 1], v); }
        return org.apache.lucene.analysis.TokenFilterFactory.forName(spi, args).create(in);
      };
      return filter(name, make);
    };
  }
  static final Map<String, String> STEM = Map.of("german", "snowballPorter:German2", "german2", "snowballPorter:German2", "light_german", "germanLightStem", "minimal_german", "germanMinimalStem", "english", "porterStem", "porter", "porterStem", "light_english", "kStem", "minimal_english", "englishMinimalStem");

  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    Map<String, AnalysisProvider<TokenFilterFactory>> m = new HashMap<>();
    m.put("german_normalization", lucene("germanNormalization"));
    m.put("asciifolding", lucene("asciiFolding", "preserve_original", "preserveOriginal"));
    m.put("lowercase", lucene("lowercase"));
    m.put("trim", lucene("trim"));
    m.put("remove_duplicates", lucene("removeDuplicates"));
    m.put("edge_ngram", AnalysisPlugin.requiresAnalysisSettings(lucene("edgeNGram", "min_gram", "minGramSize", "max_gram", "maxGramSize", "preserve_original", "preserveOriginal")));
    m.put("stemmer", AnalysisPlugin.requiresAnalysisSettings((index, env, name, s) -> {
      String spec = STEM.get(s.get("language", s.get("name", "english")));
      String[] p = spec.split(":");
      return filter(name, in -> { Map<String,String> a = new HashMap<>(); if (p.length > 1) a.put("language", p[1]); return org.apache.lucene.analysis.TokenFilterFactory.forName(p[0], a).create(in); });
    }));
    m.put("keyword_marker", AnalysisPlugin.requiresAnalysisSettings((index, env, name, s) -> {
      CharArraySet w = Analysis.getWordSet(env, s, "keywords");
      return filter(name, in -> new org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter(in, w));
    }));
    m.put("dictionary_decompounder", AnalysisPlugin.requiresAnalysisSettings((index, env, name, s) -> {
      CharArraySet w = Analysis.getWordSet(env, s, "word_list");
      int min = s.getAsInt("min_word_size", CompoundWordTokenFilterBase.DEFAULT_MIN_WORD_SIZE), lo = s.getAsInt("min_subword_size", CompoundWordTokenFilterBase.DEFAULT_MIN_SUBWORD_SIZE), hi = s.getAsInt("max_subword_size", CompoundWordTokenFilterBase.DEFAULT_MAX_SUBWORD_SIZE);
      boolean longest = s.getAsBoolean("only_longest_match", false);
      return filter(name, in -> new DictionaryCompoundWordTokenFilter(in, w, min, lo, hi, longest));
    }));
    AnalysisProvider<TokenFilterFactory> syn = AnalysisPlugin.requiresAnalysisSettings((index, env, name, s) -> new TokenFilterFactory() {
      public String name() { return name; }
      public TokenStream create(TokenStream in) { throw new IllegalStateException("chain aware only"); }
      public TokenFilterFactory getChainAwareTokenFilterFactory(org.elasticsearch.index.IndexService.IndexCreationContext c, TokenizerFactory tok, List<CharFilterFactory> cf, List<TokenFilterFactory> prev, Function<String, TokenFilterFactory> all) {
        Analyzer a = new CustomAnalyzer(tok, cf.toArray(new CharFilterFactory[0]), prev.stream().map(TokenFilterFactory::getSynonymFilter).toArray(TokenFilterFactory[]::new));
        try {
          SolrSynonymParser p = new SolrSynonymParser(s.getAsBoolean("expand", true), true, a);
          p.parse(new StringReader(String.join("\n", s.getAsList("synonyms"))));
          SynonymMap map = p.build();
          return filter(name, in -> map.fst == null ? in : new SynonymGraphFilter(in, map, false));
        } catch (Exception e) { throw new IllegalArgumentException("failed to build synonyms", e); }
      }
    });
    m.put("synonym_graph", syn); m.put("synonym", syn);
    return m;
  }
  static CharFilterFactory charFilter(String name, UnaryOperator<Reader> f) {
    return new AbstractCharFilterFactory(name) {
      public Reader create(Reader in) { return f.apply(in); }
    };
  }
  /** Rules as "from => to"; an empty right side removes. */
  static NormalizeCharMap rules(List<String> lines) {
    NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
    for (String line : lines) {
      int arrow = line.lastIndexOf("=>");
      if (arrow < 1) throw new IllegalArgumentException("no => in mapping rule [" + line + "]");
      map.add(line.substring(0, arrow).trim(), line.substring(arrow + 2).trim());
    }
    return map.build();
  }
  public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
    Map<String, AnalysisProvider<CharFilterFactory>> m = new HashMap<>();
    m.put("html_strip", (index, env, name, s) -> charFilter(name, HTMLStripCharFilter::new));
    m.put("mapping", AnalysisPlugin.requiresAnalysisSettings((index, env, name, s) -> {
      NormalizeCharMap map = rules(s.getAsList("mappings"));
      return charFilter(name, in -> new MappingCharFilter(map, in));
    }));
    m.put("pattern_replace", AnalysisPlugin.requiresAnalysisSettings((index, env, name, s) -> {
      java.util.regex.Pattern pattern = org.elasticsearch.common.regex.Regex.compile(s.get("pattern"), s.get("flags"));
      String replacement = s.get("replacement", "");
      return charFilter(name, in -> new PatternReplaceCharFilter(pattern, replacement, in));
    }));
    return m;
  }
  public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
    return Map.of("whitespace", (i, e, n, s) -> TokenizerFactory.newFactory(n, WhitespaceTokenizer::new), "keyword", (i, e, n, s) -> TokenizerFactory.newFactory(n, KeywordTokenizer::new));
  }
  static <A extends Analyzer> AnalysisProvider<AnalyzerProvider<? extends Analyzer>> analyzer(Supplier<A> make) {
    return (i, e, n, s) -> { A a = make.get(); return new AbstractIndexAnalyzerProvider<A>(n, s) { public A get() { return a; } }; };
  }
  public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
    return Map.of("german", analyzer(GermanAnalyzer::new), "english", analyzer(EnglishAnalyzer::new));
  }
}
