/** Style sheets are bundled by esbuild into `lifecycle.css`. */
declare module '*.css';
